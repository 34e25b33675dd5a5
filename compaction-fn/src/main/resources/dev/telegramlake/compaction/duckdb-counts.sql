-- What goes in, and what must come out of it; counted in another way than it is written.
WITH source AS MATERIALIZED (
    SELECT update_id FROM read_parquet('${in}', union_by_name = true)
)
SELECT
    count(*) AS rows_in,
    count(*) - count(update_id) + (
        SELECT count(*)
        FROM (
            SELECT update_id FROM source WHERE update_id IS NOT NULL
            EXCEPT
            SELECT update_id FROM read_parquet('${before}', union_by_name = true)
            EXCEPT
            SELECT update_id FROM read_parquet('${removed}', union_by_name = true)
        )
    ) AS rows_out
FROM source;
