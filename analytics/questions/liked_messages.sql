-- title: Messages with most reactions
-- title-pt: Mensagens com mais reações
-- question: Which messages were reacted to most?
-- question-pt: Que mensagens tiveram mais reações?
WITH parameters AS (
    SELECT
        'UTC' AS zone,
        current_date - INTERVAL '30' DAY AS from_day,
        current_date AS to_day,
        CAST(NULL AS bigint) AS chat_id
), reacted AS (
    SELECT v.*, p.zone
    FROM reactions v
    CROSS JOIN parameters p
    WHERE (p.chat_id IS NULL OR v.chat_id = p.chat_id)
        AND CAST(at_timezone(v.reacted_at, p.zone) AS date) BETWEEN p.from_day AND p.to_day
)
SELECT
    at_timezone(m.sent_at, r.zone) AS sent_at,
    m.author_name AS person,
    m.text,
    sum(r.change) AS reactions,
    array_join(array_sort(array_distinct(array_agg(r.reaction))), ' ') AS kinds
FROM reacted r
JOIN messages m ON m.telegram_chat_id = r.telegram_chat_id AND m.message_id = r.message_id
GROUP BY m.telegram_chat_id, m.message_id, 1, 2, 3
HAVING sum(r.change) > 0
ORDER BY 4 DESC, 1 DESC
LIMIT 20
