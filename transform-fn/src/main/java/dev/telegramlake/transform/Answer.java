package dev.telegramlake.transform;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Base64;

/// The answer to a batch, never larger than Lambda allows: one that is makes Firehose put the whole batch into the
/// error output.
///
/// Rows fill it up to [#ROWS_LIMIT], which leaves room to say of the records after them that they failed. Where even
/// that room is used up, a record is left out: Firehose puts it into the error output too, as
/// `Lambda.MissingRecordId`. Nothing is lost either way, and a smaller row that comes later still finds its place.
///
/// A row is at most four times as large as its update (each quote of the payload is escaped again, and what a column
/// holds comes a second and perhaps a third time), and base64 adds a third. So the largest record that Firehose takes,
/// 1,000 KiB, has a place in an answer of its own.
///
/// It is written as it comes: where the function throws in the end, Lambda sends nothing of it.
final class Answer implements AutoCloseable {
    /// Bytes that rows may fill.
    static final int ROWS_LIMIT = 5_700_000;

    /// Bytes of the whole answer; [Lambda](https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html)
    /// says 6 MB and counts to 6,291,556.
    static final int LIMIT = 6_000_000;

    /// More than the members of one record need beside its id and its row.
    private static final int MEMBERS = 50;

    /// What ends the answer.
    private static final int END = 2;

    private final CountingStream written;
    private final JsonGenerator generator;

    Answer(JsonFactory json, OutputStream out) throws IOException {
        written = new CountingStream(out);
        generator = json.createGenerator(written);
        generator.writeStartObject();
        generator.writeArrayFieldStart("records");
    }

    /// Says that a row takes the record's place; false, and nothing is said, when there is no room for it.
    boolean ok(String recordId, byte[] row) throws IOException {
        long encoded = (row.length + 2L) / 3 * 4;
        if (!fits(recordId, encoded, ROWS_LIMIT)) {
            return false;
        }
        generator.writeStartObject();
        generator.writeStringField("recordId", recordId);
        generator.writeStringField("result", "Ok");
        // Not the generator's own base64: the JDK's takes a fifth of the time.
        byte[] data = Base64.getEncoder().encode(row);
        generator.writeFieldName("data");
        generator.writeRawUTF8String(data, 0, data.length);
        generator.writeEndObject();
        return true;
    }

    /// Says that the record failed, or nothing of it when there is no room even for that.
    void failed(String recordId) throws IOException {
        if (fits(recordId, 0, LIMIT)) {
            generator.writeStartObject();
            generator.writeStringField("recordId", recordId);
            generator.writeStringField("result", "ProcessingFailed");
            generator.writeEndObject();
        }
    }

    private boolean fits(String recordId, long data, int limit) {
        return written.bytes + generator.getOutputBuffered() + MEMBERS + recordId.length() + data + END <= limit;
    }

    /// Ends the answer, and closes the stream.
    @Override
    public void close() throws IOException {
        generator.close();
    }

    private static final class CountingStream extends FilterOutputStream {
        private long bytes;

        private CountingStream(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            bytes++;
        }

        @Override
        public void write(byte[] some, int offset, int length) throws IOException {
            out.write(some, offset, length);
            bytes += length;
        }
    }
}
