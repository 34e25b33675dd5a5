-- title: Busy hours
-- title-pt: Horas de movimento
-- question: At which hour of which weekday do people use the group?
-- question-pt: Em que hora de que dia da semana as pessoas usam o grupo?
-- Weekdays are 1 (Monday) to 7.
WITH parameters AS (
    SELECT
        'UTC' AS zone,
        current_date - INTERVAL '30' DAY AS from_day,
        current_date AS to_day,
        CAST(NULL AS bigint) AS chat_id
), said AS (
    SELECT m.*, at_timezone(m.sent_at, p.zone) AS said_at
    FROM messages m
    CROSS JOIN parameters p
    WHERE NOT m.is_service
        AND (p.chat_id IS NULL OR m.chat_id = p.chat_id)
        AND CAST(at_timezone(m.sent_at, p.zone) AS date) BETWEEN p.from_day AND p.to_day
)
SELECT
    day_of_week(said_at) AS weekday,
    hour(said_at) AS hour,
    count(*) AS messages,
    count(DISTINCT author_id) AS people
FROM said
GROUP BY 1, 2
ORDER BY 1, 2
