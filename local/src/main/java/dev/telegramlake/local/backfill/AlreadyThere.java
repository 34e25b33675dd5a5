package dev.telegramlake.local.backfill;

import dev.telegramlake.analytics.athena.AthenaQuery;
import dev.telegramlake.local.deployment.Deployment;
import dev.telegramlake.local.deployment.DeploymentException;
import dev.telegramlake.local.deployment.SqlFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/// What the table holds of a chat: the messages that the bot has seen, and the updates that were brought in before.
/// Takes 8 bytes each.
final class AlreadyThere {
    /// What the query adds to the number of a message: those of a group's time before its migration are negative in
    /// an export, as are the ids of updates.
    private static final long SEEN = 1_000_000_000_000L;

    private long[] numbers = new long[1 << 10];
    private int size;

    private AlreadyThere() {}

    /// Asks the table.
    ///
    /// @throws DeploymentException when it cannot be asked, with Athena's reason
    static AlreadyThere of(ExportedChat chat, Deployment deployment)
            throws DeploymentException, IOException, InterruptedException {
        AthenaQuery query = deployment.query(
                SqlFile.read(AlreadyThere.class, "already-there.sql", Map.of("chat", String.valueOf(chat.id()))));
        // The pages of the API hold a thousand rows each; the file holds all.
        URI result = URI.create(query.execution().resultConfiguration().outputLocation());
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                deployment
                        .s3()
                        .getObject(get -> get.bucket(result.getHost())
                                .key(result.getPath().substring(1))),
                StandardCharsets.UTF_8))) {
            return read(lines);
        }
    }

    /// Reads a CSV file of one column of numbers.
    static AlreadyThere read(BufferedReader csv) throws IOException {
        AlreadyThere there = new AlreadyThere();
        csv.readLine(); // the header
        for (String line = csv.readLine(); line != null; line = csv.readLine()) {
            there.add(Long.parseLong(line.replace("\"", "")));
        }
        Arrays.sort(there.numbers, 0, there.size);
        return there;
    }

    private void add(long number) {
        if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, size + (size >> 1));
        }
        numbers[size++] = number;
    }

    /// Whether the bot has seen a message.
    boolean isSeen(long messageId) {
        return contains(messageId + SEEN);
    }

    /// Whether an update was brought in before.
    boolean isBroughtIn(HistoricUpdate update) {
        return contains(update.id());
    }

    private boolean contains(long number) {
        return Arrays.binarySearch(numbers, 0, size, number) >= 0;
    }
}
