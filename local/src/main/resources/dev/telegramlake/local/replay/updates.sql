-- Each update once: as the backup has it, or as its row has it. An update that only the backup has is the day's, unless
-- it is a row of the day before or after: the two outputs of Firehose do not change to the next day at the same record.
CREATE TABLE day_rows AS
SELECT update_id, min(epoch_ms(arrival_time)) AS arrival, arg_min(payload, arrival_time) AS line
FROM ${files}
WHERE update_id IS NOT NULL
GROUP BY update_id;

CREATE VIEW updates AS
SELECT coalesce(day_rows.arrival, raw.received) AS arrival, coalesce(raw.line, day_rows.line) AS line
FROM day_rows
FULL JOIN (
    SELECT update_id, min(received) AS received, arg_min(line, received) AS line
    FROM raw
    WHERE update_id IS NOT NULL
    GROUP BY update_id
) AS raw USING (update_id)
WHERE day_rows.update_id IS NOT NULL OR update_id NOT IN (
    SELECT update_id FROM ${around} WHERE update_id IS NOT NULL
);
