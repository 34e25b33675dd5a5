CREATE TABLE compacted
WITH (external_location = '${target}', format = 'PARQUET')
AS
SELECT ${columns}
FROM (
    SELECT
        *,
        row_number() OVER (PARTITION BY update_id ORDER BY arrival_time, "$path") AS place
    FROM updates
    WHERE dt = DATE '${day}'
)
WHERE place = 1
ORDER BY chat_id, event_time, update_id
