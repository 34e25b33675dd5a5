package dev.telegramlake.local.lambda;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A function, called in the process with the library that the Lambda runtime itself reads and writes events with.
public final class LocalFunction {
    private static final int MEMORY_MEGABYTES = 512;

    private final String name;
    private final Duration timeout;
    private final int memoryMegabytes;
    private final RequestStreamHandler handler;
    private final Logger logger;

    private LocalFunction(String name, Duration timeout, int memoryMegabytes, RequestStreamHandler handler) {
        this.name = name;
        this.timeout = timeout;
        this.memoryMegabytes = memoryMegabytes;
        this.handler = handler;
        this.logger = LoggerFactory.getLogger(name);
    }

    /// What a call gave.
    ///
    /// @param payload the answer, JSON in UTF-8
    /// @param log     the lines that the function logged
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Invocation(byte[] payload, List<String> log) {}

    /// A function that reads and writes JSON itself.
    ///
    /// @param timeout what the function is told that it has left when it is called
    public static LocalFunction of(String name, Duration timeout, RequestStreamHandler handler) {
        return of(name, timeout, MEMORY_MEGABYTES, handler);
    }

    /// A function that reads and writes JSON itself.
    ///
    /// @param timeout         what the function is told that it has left when it is called
    /// @param memoryMegabytes what the function is told that it has
    public static LocalFunction of(String name, Duration timeout, int memoryMegabytes, RequestStreamHandler handler) {
        return new LocalFunction(name, timeout, memoryMegabytes, handler);
    }

    /// A function on event classes.
    ///
    /// @param timeout what the function is told that it has left when it is called
    public static <I, O> LocalFunction of(
            String name, Duration timeout, Class<I> input, Class<O> output, RequestHandler<I, O> handler) {
        ClassLoader loader = LocalFunction.class.getClassLoader();
        PojoSerializer<I> reader = LambdaEventSerializers.serializerFor(input, loader);
        PojoSerializer<O> writer = LambdaEventSerializers.serializerFor(output, loader);
        return new LocalFunction(
                name,
                timeout,
                MEMORY_MEGABYTES,
                (event, answer, context) ->
                        writer.toJson(handler.handleRequest(reader.fromJson(event), context), answer));
    }

    /// Calls the function. Many threads may call at once, as many instances would run on AWS.
    ///
    /// @throws Exception whatever the function throws
    public Invocation invoke(byte[] event) throws Exception {
        List<String> log = new ArrayList<>();
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        handler.handleRequest(
                new ByteArrayInputStream(event), answer, new LocalContext(name, timeout, memoryMegabytes, line -> {
                    logger.info("{}", line.strip());
                    log.add(line);
                }));
        return new Invocation(answer.toByteArray(), log);
    }
}
