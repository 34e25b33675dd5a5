-- A landed file with the rows that take the place of others, and without those that go.
COPY (
    SELECT ${columns}
    FROM ${file}
    WHERE update_id IS NULL
        OR NOT (
            update_id IN (SELECT update_id FROM ${rows}) OR update_id IN (SELECT update_id FROM ${ids})
        )
    UNION ALL
    SELECT ${columns} FROM ${rows}
) TO '${target}' (FORMAT parquet, COMPRESSION snappy);
