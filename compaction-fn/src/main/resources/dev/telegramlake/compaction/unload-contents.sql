SELECT count(*), count(DISTINCT update_id), count(*) - count(update_id)
FROM ${table}
WHERE folder = '${folder}'
