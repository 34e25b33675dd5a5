SELECT "$path" AS path, count(*) AS file_rows
FROM ${table}
WHERE ${sources}
GROUP BY "$path"
