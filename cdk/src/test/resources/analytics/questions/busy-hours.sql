-- title: Busy hours
-- question: When is the group busy?
SELECT hour(event_time) AS hour, count(*) AS messages FROM updates GROUP BY 1
