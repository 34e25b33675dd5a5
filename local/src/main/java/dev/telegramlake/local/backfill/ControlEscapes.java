package dev.telegramlake.local.backfill;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/// Makes JSON of what Telegram Desktop writes: it escapes a control character as `\xNN`, which JSON does not know. It
/// becomes the escape with `u00` that JSON has; everything else stays as it is, also a backslash that is escaped itself
/// before an x.
final class ControlEscapes extends InputStream {
    private static final int CHUNK = 1 << 16;

    private final InputStream in;
    private final byte[] input = new byte[CHUNK];
    private final byte[] output = new byte[2 * CHUNK]; // the most that `\x\x\x...` becomes
    private int position;
    private int limit;
    private boolean behindBackslash;
    private boolean ended;

    ControlEscapes(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        return position < limit || fill() ? output[position++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (position == limit && !fill()) {
            return -1;
        }
        int count = Math.min(length, limit - position);
        System.arraycopy(output, position, target, offset, count);
        position += count;
        return count;
    }

    /// Whether more was asked for than there is.
    boolean isAtEnd() {
        return ended;
    }

    private boolean fill() throws IOException {
        int count = in.read(input);
        ended = count < 0;
        position = 0;
        limit = 0;
        for (int i = 0; i < count; i++) {
            byte next = input[i];
            if (behindBackslash && next == 'x') {
                output[limit++] = 'u';
                output[limit++] = '0';
                output[limit++] = '0';
            } else {
                output[limit++] = next;
            }
            behindBackslash = next == '\\' && !behindBackslash;
        }
        return count > 0;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
