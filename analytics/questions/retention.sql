-- title: Retention
-- title-pt: Retenção
-- question: Of the people who came in a week, how many write in the weeks that follow?
-- question-pt: Das pessoas que chegaram numa semana, quantas escrevem nas semanas seguintes?
-- A person comes in the week of joining, or of the first message where the joining was not seen.
WITH parameters AS (
    SELECT
        'UTC' AS zone,
        current_date - INTERVAL '30' DAY AS from_day,
        current_date AS to_day,
        CAST(NULL AS bigint) AS chat_id
), days_of_people AS (
    SELECT DISTINCT m.author_id, CAST(at_timezone(m.sent_at, p.zone) AS date) AS day
    FROM messages m
    CROSS JOIN parameters p
    WHERE NOT m.is_service
        AND NOT m.author_is_bot
        AND (p.chat_id IS NULL OR m.chat_id = p.chat_id)
        AND CAST(at_timezone(m.sent_at, p.zone) AS date) <= p.to_day
), weeks AS (
    SELECT DISTINCT author_id, CAST(date_trunc('week', day) AS date) AS week FROM days_of_people
), cohorts AS (
    SELECT author_id, CAST(date_trunc('week', min(day)) AS date) AS first_week
    FROM (
        SELECT author_id, day FROM days_of_people
        UNION ALL
        SELECT m.user_id, CAST(at_timezone(m.changed_at, p.zone) AS date)
        FROM members m
        CROSS JOIN parameters p
        WHERE m.change = 'join'
            AND (p.chat_id IS NULL OR m.chat_id = p.chat_id)
            AND CAST(at_timezone(m.changed_at, p.zone) AS date) <= p.to_day
    )
    GROUP BY 1
)
SELECT
    c.first_week,
    date_diff('week', c.first_week, w.week) AS weeks_later,
    count(DISTINCT w.author_id) AS people,
    max(s.size) AS of_people,
    round(100e0 * count(DISTINCT w.author_id) / max(s.size), 1) AS percent
FROM cohorts c
JOIN weeks w ON w.author_id = c.author_id AND w.week >= c.first_week
JOIN (SELECT first_week, count(*) AS size FROM cohorts GROUP BY 1) s ON s.first_week = c.first_week
CROSS JOIN parameters p
WHERE c.first_week BETWEEN CAST(date_trunc('week', p.from_day) AS date) AND p.to_day
GROUP BY 1, 2
ORDER BY 1, 2
