-- Each update once: as the backup has it, or as its row has it. What comes twice is found by narrow columns, so that a
-- large day needs little memory.
CREATE TABLE day_rows AS
SELECT update_id, epoch_ms(arrival_time) AS arrival, payload AS line
FROM ${files}
WHERE update_id IS NOT NULL;

DELETE FROM day_rows
WHERE rowid NOT IN (SELECT arg_min(rowid, arrival) FROM day_rows GROUP BY update_id);

DELETE FROM raw
WHERE update_id IS NULL OR rowid NOT IN (SELECT arg_min(rowid, received) FROM raw GROUP BY update_id);

CREATE VIEW updates AS
SELECT coalesce(day_rows.arrival, raw.received) AS arrival, coalesce(raw.line, day_rows.line) AS line
FROM day_rows
FULL JOIN raw USING (update_id);
