-- One thread writes: more would each write files of their own, and the order would hold within a file only.
COPY (
    SELECT ${columns}
    FROM read_parquet('${in}', union_by_name = true, filename = true, file_row_number = true) AS source
    ANTI JOIN duplicates USING (filename, file_row_number)
    ORDER BY chat_id, event_time, update_id
) TO '${out}' (
    FORMAT parquet,
    COMPRESSION zstd,
    ROW_GROUP_SIZE ${rowGroupRows},
    FILE_SIZE_BYTES ${fileBytes},
    FILENAME_PATTERN 'part-{i}'
);
