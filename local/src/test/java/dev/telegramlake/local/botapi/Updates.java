package dev.telegramlake.local.botapi;

/// Updates for the tests.
public final class Updates {
    private Updates() {}

    public static String message(long id) {
        return message(id, -1);
    }

    public static String message(long id, long chat) {
        return """
                {"update_id":%d,"message":{"message_id":%d,"chat":{"id":%d,"type":"group"},"text":"caf\\u00e9"}}""".formatted(id, id, chat);
    }
}
