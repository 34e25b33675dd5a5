-- Reads every value as it would be written: fails on a page that is damaged, or on a value of another type.
SELECT CAST(bit_xor(hash(source)) % 2 AS BIGINT)
FROM (
    SELECT ${columns}
    FROM read_parquet(['${shape}', '${file}'], union_by_name = true)
) AS source;
