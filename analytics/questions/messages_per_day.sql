-- title: Messages per day
-- title-pt: Mensagens por dia
-- question: How many messages are written each day, and by how many people?
-- question-pt: Quantas mensagens são escritas por dia, e por quantas pessoas?
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
), days AS (
    SELECT day FROM parameters CROSS JOIN UNNEST(sequence(from_day, to_day, INTERVAL '1' DAY)) AS d (day)
)
SELECT d.day, count(s.message_id) AS messages, count(DISTINCT s.author_id) AS people
FROM days d
LEFT JOIN said s ON CAST(s.said_at AS date) = d.day
GROUP BY 1
ORDER BY 1
