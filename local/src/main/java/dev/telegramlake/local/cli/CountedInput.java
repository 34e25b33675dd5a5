package dev.telegramlake.local.cli;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file, and how much of it has been read.
final class CountedInput extends FilterInputStream {
    private final long size;
    private long read;

    private CountedInput(InputStream in, long size) {
        super(in);
        this.size = size;
    }

    static CountedInput open(Path file) throws IOException {
        return new CountedInput(Files.newInputStream(file), Files.size(file));
    }

    /// Bytes of the file.
    long size() {
        return size;
    }

    /// Bytes read so far.
    long bytesRead() {
        return read;
    }

    @Override
    public int read() throws IOException {
        int next = super.read();
        count(next < 0 ? 0 : 1);
        return next;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = super.read(target, offset, length);
        count(Math.max(count, 0));
        return count;
    }

    private void count(int bytes) {
        read += bytes;
    }
}
