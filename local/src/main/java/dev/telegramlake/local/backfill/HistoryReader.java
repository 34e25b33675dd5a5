package dev.telegramlake.local.backfill;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.telegramlake.local.change.TransformCalls.ReceivedUpdate;
import dev.telegramlake.local.deployment.Deployment;
import dev.telegramlake.local.deployment.DeploymentException;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads an export: what the table lacks goes to the spool, the rest is counted.
final class HistoryReader implements TelegramExport.Visitor {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final DaySpool spool;
    private final Deployment deployment;
    private final Backfill.Options options;
    private final ZoneId zone;
    private final LocalDate today;
    private final BackfillProgress progress;
    private final ExportTimes times;
    private final Map<LeftOut, Long> leftOut = new EnumMap<>(LeftOut.class);
    private @Nullable Chat chat;
    private long messages;
    private long taken;
    private long alreadyThere;

    /// The chat that is being read.
    private record Chat(ExportConverter converter, AlreadyThere there) {}

    /// @param zone in which a day of the table begins
    HistoryReader(
            DaySpool spool,
            Deployment deployment,
            Backfill.Options options,
            ZoneId zone,
            Instant now,
            BackfillProgress progress) {
        this.spool = spool;
        this.deployment = deployment;
        this.options = options;
        this.zone = zone;
        this.today = LocalDate.ofInstant(now, zone);
        this.progress = progress;
        this.times = new ExportTimes(options.exportedIn(), zone);
    }

    @Override
    public @Nullable LeftOut chat(ExportedChat next) throws DeploymentException, IOException, InterruptedException {
        if (options.chat().isPresent() && options.chat().getAsLong() != next.id()) {
            return LeftOut.OTHER_CHAT;
        }
        chat = new Chat(new ExportConverter(next, times), AlreadyThere.of(next, deployment));
        return null;
    }

    @Override
    public void message(ObjectNode exported) throws IOException {
        if (chat == null) {
            throw new IllegalStateException("A message without a chat");
        }
        progress.read(++messages);
        ExportConverter.Converted message = chat.converter().convert(exported);
        if (message.leftOut() != null) {
            count(message.leftOut());
        } else if (chat.there().isSeen(message.messageId())) {
            alreadyThere++;
        } else {
            take(message, chat.there());
        }
    }

    private void take(ExportConverter.Converted message, AlreadyThere there) throws IOException {
        LocalDate sent = day(message.updates().getFirst());
        if (!sent.isBefore(today)) {
            count(LeftOut.TOO_NEW);
            return;
        }
        boolean lacking = false;
        for (HistoricUpdate update : message.updates()) {
            LocalDate day = day(update);
            if (!day.isBefore(today)) {
                count(LeftOut.REACTION_TOO_NEW);
            } else if (!there.isBroughtIn(update)) {
                spool.add(day, new ReceivedUpdate(update.seconds() * 1000, JSON.writeValueAsBytes(update.json())));
                lacking = true;
            }
        }
        if (lacking) {
            taken++;
        } else {
            alreadyThere++;
        }
    }

    private LocalDate day(HistoricUpdate update) {
        return LocalDate.ofInstant(Instant.ofEpochSecond(update.seconds()), zone);
    }

    @Override
    public void leftOut(LeftOut reason) {
        progress.read(++messages);
        count(reason);
    }

    /// Memory holds what belongs to one chat only.
    @Override
    public void chatEnds() {
        chat = null;
    }

    private void count(LeftOut reason) {
        leftOut.merge(reason, 1L, Long::sum);
    }

    BackfillSummary summary(DayWriter writer) {
        return new BackfillSummary(
                messages, taken, writer.rows(), alreadyThere, leftOut, writer.refused(), writer.days());
    }
}
