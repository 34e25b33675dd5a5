package dev.telegramlake.bench;

import dev.telegramlake.local.firehose.conversion.ParquetTableFile;
import dev.telegramlake.local.firehose.conversion.RecordRefusedException;
import dev.telegramlake.schema.Lake;
import dev.telegramlake.schema.UpdatesTable;
import dev.telegramlake.transform.Flattening;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/// A day's landing files, written as the delivery stream writes them: updates of [UpdateMix] in 50 chats, flattened by
/// the function. They arrive one after the other over a day; an update that comes again was in the file before.
///
/// @param rows  with those that came again
/// @param bytes of all files
record LandedDay(int files, int rows, long bytes) {
    /// One in so many that come again, where some are to.
    static final int ONE_IN_FIFTY = 50;

    private static final String CHAT = "-1001234567890";
    private static final int CHATS = 50;
    private static final long MILLIS_A_DAY = 86_400_000;

    /// Puts the files into the bucket.
    ///
    /// @param again every so many updates there is one that comes again; 0 for none
    static LandedDay land(S3Client s3, String folder, int files, int rowsOfFile, int again)
            throws IOException, RecordRefusedException {
        int rowsOfDay = files * rowsOfFile;
        List<byte[]> updates = UpdateMix.updates(rowsOfDay);
        Flattening flattening = new Flattening();
        long bytes = 0;
        for (int file = 0; file < files; file++) {
            ByteArrayOutputStream parquet = new ByteArrayOutputStream();
            try (ParquetTableFile rows = new ParquetTableFile(parquet, UpdatesTable.COLUMNS)) {
                for (int row = 0; row < rowsOfFile; row++) {
                    int number = file * rowsOfFile + row;
                    boolean isAgain = again > 0 && number % again == 0 && number >= rowsOfFile;
                    int update = isAgain ? number - rowsOfFile + 1 : number;
                    rows.append(flattening.row(
                            inChat(updates.get(update), update),
                            UpdateMix.ARRIVAL_MILLIS + MILLIS_A_DAY * number / rowsOfDay));
                }
            }
            String key = "%stelegram-updates-1-%05d.parquet".formatted(folder, file);
            s3.putObject(put -> put.bucket(Lake.BUCKET).key(key), RequestBody.fromBytes(parquet.toByteArray()));
            bytes += parquet.size();
        }
        return new LandedDay(files, rowsOfDay, bytes);
    }

    private static byte[] inChat(byte[] update, int number) {
        String chat = "-1001234567" + (100 + number % CHATS);
        return new String(update, StandardCharsets.UTF_8).replace(CHAT, chat).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "%,d landing files with %,d rows, %,d bytes together".formatted(files, rows, bytes);
    }
}
