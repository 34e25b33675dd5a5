package dev.telegramlake.local.botapi;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// An update from [getUpdates](https://core.telegram.org/bots/api#getupdates), byte for byte as Telegram wrote it.
record ReceivedUpdate(long id, String json) {
    private static final JsonFactory JSON = new JsonFactory();

    /// The updates of an answer, in their order.
    ///
    /// @throws IOException when it is not such an answer
    static List<ReceivedUpdate> readAll(byte[] answer) throws IOException {
        List<ReceivedUpdate> updates = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(answer)) {
            parser.nextToken();
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                JsonToken value = parser.nextToken();
                if (name.equals("result") && value == JsonToken.START_ARRAY) {
                    while (parser.nextToken() == JsonToken.START_OBJECT) {
                        updates.add(read(parser, answer));
                    }
                }
                parser.skipChildren();
            }
        }
        return updates;
    }

    private static ReceivedUpdate read(JsonParser parser, byte[] answer) throws IOException {
        int start = (int) parser.currentTokenLocation().getByteOffset();
        long id = 0;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            if (name.equals("update_id")) {
                id = parser.getLongValue();
            }
            parser.skipChildren();
        }
        if (id == 0) {
            throw new IOException("an update without update_id");
        }
        int end = (int) parser.currentLocation().getByteOffset();
        return new ReceivedUpdate(id, new String(answer, start, end - start, StandardCharsets.UTF_8));
    }
}
