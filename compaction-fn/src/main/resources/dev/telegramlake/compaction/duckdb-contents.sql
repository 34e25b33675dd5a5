SELECT count(*), count(DISTINCT update_id), count(*) - count(update_id)
FROM read_parquet('${files}');
