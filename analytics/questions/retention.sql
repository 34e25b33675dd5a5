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
    SELECT m.author_id AS person_id, CAST(at_timezone(m.sent_at, p.zone) AS date) AS day, true AS wrote
    FROM messages m
    CROSS JOIN parameters p
    WHERE NOT m.is_service
        AND NOT m.author_is_bot
        AND (p.chat_id IS NULL OR m.chat_id = p.chat_id)
        AND CAST(at_timezone(m.sent_at, p.zone) AS date) <= p.to_day
    UNION ALL
    SELECT m.user_id, CAST(at_timezone(m.changed_at, p.zone) AS date), false
    FROM members m
    CROSS JOIN parameters p
    WHERE m.change = 'join'
        AND (p.chat_id IS NULL OR m.chat_id = p.chat_id)
        AND CAST(at_timezone(m.changed_at, p.zone) AS date) <= p.to_day
), people AS (
    SELECT
        CAST(date_trunc('week', min(day)) AS date) AS first_week,
        array_agg(DISTINCT CAST(date_trunc('week', day) AS date)) FILTER (WHERE wrote) AS weeks
    FROM days_of_people
    WHERE person_id IS NOT NULL
    GROUP BY person_id
), cohorts AS (
    SELECT *, count(*) OVER (PARTITION BY first_week) AS size FROM people
)
SELECT
    c.first_week,
    date_diff('week', c.first_week, w.week) AS weeks_later,
    count(*) AS people,
    max(c.size) AS of_people,
    round(100e0 * count(*) / max(c.size), 1) AS percent
FROM cohorts c
CROSS JOIN UNNEST(c.weeks) AS w (week)
CROSS JOIN parameters p
WHERE c.first_week BETWEEN CAST(date_trunc('week', p.from_day) AS date) AND p.to_day
GROUP BY 1, 2
ORDER BY 1, 2
