-- The table without rows gives the columns that the files lack.
SELECT count(*), count(DISTINCT update_id), sum(hash(source)::HUGEINT)::VARCHAR
FROM (
    SELECT ${columns}
    FROM (
        FROM shape
        UNION ALL BY NAME
        FROM read_parquet('${files}', hive_partitioning = false)
    )
) AS source
