package dev.telegramlake.local;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// Makes the kernel refuse this process every write behind a place in a file, by `setrlimit(RLIMIT_FSIZE)`: the
/// journal's, the S3 server's, the catalog's and DuckDB's. What fits before that place is still written, so that files
/// end in the middle, as on a full disk. Needs no other rights than the process has.
public final class FullDisk {
    private static final int RLIMIT_FSIZE = 1;
    private static final long NONE = -1;
    private static final Logger PIPELINE = Logger.getLogger("dev.telegramlake.local.firehose");

    private final MethodHandle setrlimit;
    private volatile boolean full;
    private final AtomicInteger refused = new AtomicInteger();

    /// There is room, for now.
    @SuppressWarnings("restricted") // a call of the C library
    public FullDisk() {
        Linker linker = Linker.nativeLinker();
        setrlimit = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("setrlimit"),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
        PIPELINE.addHandler(new Handler() {
            @Override
            public synchronized void publish(LogRecord entry) {
                if (full && entry.getLevel().intValue() >= Level.WARNING.intValue()) {
                    refused.incrementAndGet();
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        });
    }

    /// Refuses writes from now on.
    ///
    /// @param bytes that a file may have
    public void fill(long bytes) {
        limit(bytes);
        full = true;
    }

    /// There is room again.
    ///
    /// @return how many failures the pipeline has logged meanwhile
    public int free() {
        full = false;
        limit(NONE);
        return refused.getAndSet(0);
    }

    private void limit(long bytes) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment limits = arena.allocate(ValueLayout.JAVA_LONG, 2);
            limits.setAtIndex(ValueLayout.JAVA_LONG, 0, bytes);
            limits.setAtIndex(ValueLayout.JAVA_LONG, 1, NONE);
            if ((int) setrlimit.invokeExact(RLIMIT_FSIZE, limits) != 0) {
                throw new IllegalStateException("The size of files cannot be limited to " + bytes);
            }
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
