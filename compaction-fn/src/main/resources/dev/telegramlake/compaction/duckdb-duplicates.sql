-- Rows to leave out: those that came after the first of their update, or that a change replaces; those of updates
-- that the day before has; those that a change takes out.
-- Only the narrow columns are read here, so that a large day needs little memory.
CREATE OR REPLACE TABLE duplicates AS
SELECT filename, file_row_number
FROM (
    SELECT
        filename,
        file_row_number,
        update_id,
        row_number() OVER (
            PARTITION BY update_id
            ORDER BY contains(filename, '${change}') DESC, arrival_time, filename, file_row_number
        ) AS place
    FROM read_parquet('${in}', union_by_name = true, filename = true, file_row_number = true)
)
WHERE update_id IS NOT NULL
    AND (
        place > 1
        OR update_id IN (SELECT update_id FROM read_parquet('${before}', union_by_name = true))
        OR update_id IN (SELECT update_id FROM read_parquet('${removed}', union_by_name = true))
    );
