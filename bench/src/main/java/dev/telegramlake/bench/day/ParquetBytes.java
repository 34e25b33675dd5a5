package dev.telegramlake.bench.day;

import java.io.ByteArrayInputStream;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/// A Parquet file in memory, for parquet-java.
@SuppressWarnings("ArrayRecordComponent") // never compared
record ParquetBytes(byte[] bytes) implements InputFile {
    @Override
    public long getLength() {
        return bytes.length;
    }

    @Override
    public SeekableInputStream newStream() {
        Position in = new Position(bytes);
        return new DelegatingSeekableInputStream(in) {
            @Override
            public long getPos() {
                return in.position();
            }

            @Override
            public void seek(long to) {
                in.seek(Math.toIntExact(to));
            }
        };
    }

    private static final class Position extends ByteArrayInputStream {
        private Position(byte[] bytes) {
            super(bytes);
        }

        private synchronized int position() {
            return pos;
        }

        private synchronized void seek(int to) {
            pos = to;
        }
    }
}
