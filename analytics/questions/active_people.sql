-- title: Active people
-- title-pt: Pessoas ativas
-- question: How many people write on a day, in the week and in the 30 days up to it?
-- question-pt: Quantas pessoas escrevem num dia, na semana e nos 30 dias até ele?
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
), days AS (
    SELECT day FROM parameters CROSS JOIN UNNEST(sequence(from_day, to_day, INTERVAL '1' DAY)) AS d (day)
)
SELECT
    d.day,
    count(DISTINCT IF(a.day = d.day, a.author_id)) AS daily,
    count(DISTINCT IF(a.day > d.day - INTERVAL '7' DAY, a.author_id)) AS weekly,
    count(DISTINCT a.author_id) AS monthly
FROM days d
LEFT JOIN days_of_people a ON a.day BETWEEN d.day - INTERVAL '29' DAY AND d.day
GROUP BY 1
ORDER BY 1
