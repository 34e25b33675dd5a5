-- Athena gives no order across the files that it writes; within each of them the order helps to skip row groups.
UNLOAD (
    SELECT ${columns}
    FROM (
        SELECT
            *,
            row_number() OVER (PARTITION BY update_id ORDER BY folder = '${change}' DESC, arrival_time, "$path") AS place
        FROM ${table}
        WHERE ${sources}
    )
    WHERE update_id IS NULL
        OR (
            place = 1
            AND update_id NOT IN (
                SELECT update_id
                FROM ${table}
                WHERE folder IN ('${before}', '${removed}') AND update_id IS NOT NULL
            )
        )
    ORDER BY chat_id, event_time, update_id
)
TO '${target}'
WITH (format = 'PARQUET', compression = 'ZSTD')
