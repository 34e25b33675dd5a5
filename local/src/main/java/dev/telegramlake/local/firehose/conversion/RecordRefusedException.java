package dev.telegramlake.local.firehose.conversion;

import java.io.Serial;

/// A record that cannot become a row, with the code and the message that the service writes to the error output.
///
/// The message may quote the record: it belongs into the error output, not into a log.
public final class RecordRefusedException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    private final String code;
    private final String text;

    private RecordRefusedException(String code, String text) {
        super(text);
        this.code = code;
        this.text = text;
    }

    static RecordRefusedException malformedJson(String reason) {
        return new RecordRefusedException("DataFormatConversion.ParseError", "Encountered malformed JSON. " + reason);
    }

    static RecordRefusedException malformedData(String reason) {
        return new RecordRefusedException(
                "DataFormatConversion.MalformedData", "Data does not match the schema. " + reason);
    }

    /// For example `DataFormatConversion.ParseError`.
    public String code() {
        return code;
    }

    public String text() {
        return text;
    }
}
