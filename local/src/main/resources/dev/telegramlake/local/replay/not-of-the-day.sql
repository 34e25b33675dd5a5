-- An update that only the backup has is the day's, unless it is a row of the day before or after: the two outputs of
-- Firehose do not change to the next day at the same record.
DELETE FROM raw
WHERE update_id NOT IN (SELECT update_id FROM day_rows)
    AND update_id IN (SELECT update_id FROM ${around} WHERE update_id IS NOT NULL);
