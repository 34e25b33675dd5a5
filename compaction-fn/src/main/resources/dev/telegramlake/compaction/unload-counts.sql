-- What goes in, and what must come out of it; counted in another way than it is written.
SELECT
    count(*) AS rows_in,
    count(*) - count(update_id) + (
        SELECT count(*)
        FROM (
            SELECT update_id FROM ${table} WHERE (${sources}) AND update_id IS NOT NULL
            EXCEPT
            SELECT update_id FROM ${table} WHERE folder IN ('${before}', '${removed}')
        )
    ) AS rows_out
FROM ${table}
WHERE ${sources}
