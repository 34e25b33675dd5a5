COPY (
    SELECT *
    FROM read_parquet('${in}', hive_partitioning = false)
    QUALIFY row_number() OVER (PARTITION BY update_id ORDER BY arrival_time) = 1
    ORDER BY chat_id, event_time, update_id
) TO '${out}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 20480)
