package dev.telegramlake.transform;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// The update as received, UTF-8: a record without the white space around it and without a byte order mark.
@SuppressWarnings("ArrayRecordComponent") // never compared
record Payload(byte[] bytes, int offset, int length) {
    /// @throws BadRecordException when nothing is left, or it is not UTF-8
    static Payload of(byte[] record) throws BadRecordException {
        int start = startsWithByteOrderMark(record) ? 3 : 0;
        int end = record.length;
        while (start < end && isWhiteSpace(record[start])) {
            start++;
        }
        while (end > start && isWhiteSpace(record[end - 1])) {
            end--;
        }
        if (start == end) {
            throw new BadRecordException("empty");
        }
        Payload payload = new Payload(record, start, end - start);
        if (!payload.isAscii()) {
            payload.checkUtf8();
        }
        return payload;
    }

    private static boolean startsWithByteOrderMark(byte[] bytes) {
        return bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
    }

    /// As [JSON](https://www.rfc-editor.org/rfc/rfc8259#section-2) has it.
    private static boolean isWhiteSpace(byte b) {
        return b == ' ' || b == '\t' || b == '\n' || b == '\r';
    }

    /// Telegram escapes all else, so this is nearly always true.
    private boolean isAscii() {
        int or = 0;
        for (int i = offset; i < offset + length; i++) {
            or |= bytes[i];
        }
        return or >= 0;
    }

    private void checkUtf8() throws BadRecordException {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, offset, length));
        } catch (CharacterCodingException malformed) {
            throw new BadRecordException("not UTF-8");
        }
    }
}
