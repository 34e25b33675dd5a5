-- title: New, returning and lost people
-- title-pt: Pessoas novas, de volta e perdidas
-- question: Who writes for the first time in a week, who again, and who no longer?
-- question-pt: Quem escreve pela primeira vez numa semana, quem de novo, e quem deixou de escrever?
-- Lost in a week is who wrote in the week before and not in this one. Weeks begin on Monday.
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
    SELECT
        author_id,
        week,
        min(week) OVER (PARTITION BY author_id) AS first_week,
        lead(week) OVER (PARTITION BY author_id ORDER BY week) AS next_week
    FROM (SELECT DISTINCT author_id, CAST(date_trunc('week', day) AS date) AS week FROM days_of_people)
)
SELECT
    week,
    count_if(event = 'new') AS new,
    count_if(event = 'returning') AS returning,
    count_if(event = 'lost') AS lost
FROM (
    SELECT week, IF(week = first_week, 'new', 'returning') AS event FROM weeks
    UNION ALL
    SELECT week + INTERVAL '7' DAY, 'lost'
    FROM weeks
    WHERE next_week IS NULL OR next_week > week + INTERVAL '7' DAY
)
CROSS JOIN parameters
WHERE week BETWEEN CAST(date_trunc('week', from_day) AS date) AND to_day
GROUP BY 1
ORDER BY 1
