SELECT count(DISTINCT "$path") AS files, count(*) AS updates, max(event_time) AS newest
FROM updates
