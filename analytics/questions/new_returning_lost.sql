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
    e.week,
    count_if(e.event = 'new') AS new,
    count_if(e.event = 'returning') AS returning,
    count_if(e.event = 'lost') AS lost
FROM weeks w
CROSS JOIN UNNEST(
    ARRAY[w.week, IF(coalesce(w.next_week > w.week + INTERVAL '7' DAY, true), w.week + INTERVAL '7' DAY)],
    ARRAY[IF(w.week = w.first_week, 'new', 'returning'), 'lost']
) AS e (week, event)
CROSS JOIN parameters p
WHERE e.week BETWEEN CAST(date_trunc('week', p.from_day) AS date) AND p.to_day
GROUP BY 1
ORDER BY 1
