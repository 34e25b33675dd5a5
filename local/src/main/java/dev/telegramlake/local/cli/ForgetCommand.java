package dev.telegramlake.local.cli;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.telegramlake.local.deployment.Deployment;
import dev.telegramlake.local.deployment.DeploymentException;
import dev.telegramlake.local.forget.Forget;
import dev.telegramlake.local.forget.Forget.Counts;
import dev.telegramlake.local.forget.Forget.Done;
import dev.telegramlake.local.forget.Subject;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// `./lake forget`: takes a person or a chat out of the bucket.
@Command(
        name = "forget",
        mixinStandardHelpOptions = true,
        description = {
            "Takes a person or a chat out of everything that the bucket holds: compacted days, landed files, the backup"
                    + " raw/, the errors, results of queries, and earlier versions of all of them.",
            "First counts what there is; on a terminal it asks before it goes on. At the end it looks again, and writes"
                    + " a receipt. docs/forget.md says what it cannot reach."
        },
        footer = {"", "For example:", "  ./lake forget --user 987654321 --dry-run"})
final class ForgetCommand extends DeploymentCommand {
    private static final int SHORTEST_KEY = 16;
    private static final int KEY_BYTES = 32;

    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Who who;

    @Option(
            names = "--pseudonymise",
            description = "Keep the rows, under a pseudonym: a keyed hash takes the place of the id, and of the names")
    private boolean pseudonymise;

    @Option(
            names = "--key-env",
            paramLabel = "NAME",
            description = "Environment variable with the pseudonym's key, 16 characters or more; the same key gives the"
                    + " same pseudonym (default: a random key that nobody keeps)")
    private @Nullable String keyVariable;

    @Option(
            names = "--keep-in-words",
            description = "Leave the names where others wrote them in their messages (default: they become stars)")
    private boolean keepInWords;

    @Option(names = "--dry-run", description = "Count, and change nothing")
    private boolean dryRun;

    @Option(names = "--yes", description = "Do not ask")
    private boolean yes;

    @Option(names = "--receipt", paramLabel = "FILE", description = "File for the receipt (default: forget-TIME.json)")
    private @Nullable Path receipt;

    private static final class Who {
        @Option(names = "--user", paramLabel = "ID", description = "The person's user id")
        private @Nullable Long user;

        @Option(names = "--chat", paramLabel = "ID", description = "The chat's id, negative for a group")
        private @Nullable Long chat;

        Subject subject() {
            return user == null
                    ? new Subject(Subject.Kind.CHAT, requireNonNull(chat, "picocli demands one of the two"))
                    : new Subject(Subject.Kind.USER, user);
        }
    }

    @Override
    int run(Deployment deployment) throws CommandException, DeploymentException, IOException, InterruptedException {
        Subject subject = who.subject();
        PrintWriter err = spec.commandLine().getErr();
        PrintWriter out = spec.commandLine().getOut();
        Forget forget = new Forget(deployment, subject, key(), !keepInWords, LocalDate.now(deployment.zone()), line -> {
            err.println(TerminalText.line(line));
            err.flush();
        });
        Counts found = forget.look();
        print(dryRun ? "Would be done:" : "To be done:", found, out);
        if (dryRun || found.areNothing()) {
            return 0;
        }
        if (!agreed(subject)) {
            out.println("Nothing was changed.");
            return 1;
        }
        Path file = receipt == null
                ? Path.of("forget-%s.json"
                        .formatted(Instant.now().truncatedTo(ChronoUnit.SECONDS))
                        .replace(":", ""))
                : receipt;
        reserve(file);
        Done done = forget.run();
        Counts left = forget.verify();
        Files.writeString(file, receipt(subject, done, left));
        out.println("Receipt: " + file.toAbsolutePath());
        if (!left.areNothing()) {
            print("Still there, because it came in meanwhile or a run left it; run this again in an hour:", left, out);
            return 1;
        }
        out.println("Done, and looked through again: nothing is left. What Firehose still buffers is not looked at: run"
                + " this again when it has landed.");
        out.flush();
        return 0;
    }

    private Optional<byte[]> key() {
        if (!pseudonymise) {
            return Optional.empty();
        }
        if (keyVariable == null) {
            byte[] key = new byte[KEY_BYTES];
            new SecureRandom().nextBytes(key);
            return Optional.of(key);
        }
        String key = System.getenv(keyVariable);
        if (key == null || key.length() < SHORTEST_KEY) {
            throw new ParameterException(
                    spec.commandLine(),
                    "The environment variable %s must hold a key of %d characters or more"
                            .formatted(keyVariable, SHORTEST_KEY));
        }
        return Optional.of(key.getBytes(StandardCharsets.UTF_8));
    }

    private boolean agreed(Subject subject) {
        Optional<Console> terminal = Optional.ofNullable(System.console()).filter(Console::isTerminal);
        return yes
                || terminal.isEmpty()
                || String.valueOf(subject.id())
                        .equals(terminal.get().readLine("This cannot be undone. Write the id to go on: "));
    }

    private static void print(String title, Counts counts, PrintWriter out) {
        out.println(title);
        out.printf(
                "  %6d rows removed, %d replaced, on %d days%n",
                counts.rowsRemoved(), counts.rowsReplaced(), counts.days());
        out.printf("  %6d records of the backup removed or replaced%n", counts.rawRecords());
        out.printf("  %6d failed records removed or replaced%n", counts.errorRecords());
        out.printf("  %6d results of queries deleted%n", counts.queryResults());
        for (String key : counts.notSearched()) {
            out.printf("  %s cannot be read, and is not searched: look whether to delete it%n", TerminalText.line(key));
        }
        out.flush();
    }

    /// Before anything is changed: a receipt must not be what fails at the end.
    private static void reserve(Path file) throws CommandException {
        try {
            Files.writeString(file, "", StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException there) {
            throw new CommandException("%s is there already. Give another file with --receipt.".formatted(file));
        } catch (IOException notWritten) {
            throw new CommandException("%s cannot be written (%s). Give another file with --receipt."
                    .formatted(file, notWritten.getClass().getSimpleName()));
        }
    }

    /// Without the names: they are what was to be forgotten.
    private String receipt(Subject subject, Done done, Counts left) throws IOException {
        ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        ObjectNode receipt = json.createObjectNode()
                .put("time", Instant.now().toString())
                .put("subject", subject.kind().name().toLowerCase(Locale.ROOT))
                .put("id", subject.id())
                .put("how", pseudonymise ? "pseudonymised" : "removed")
                .put("verified", left.areNothing());
        receipt.set("done", json.valueToTree(done.counts()));
        receipt.put("versionsDeleted", done.versionsDeleted());
        if (!left.areNothing()) {
            receipt.set("left", json.valueToTree(left));
        }
        return json.writeValueAsString(receipt) + "\n";
    }
}
