-- title: Forwards
-- title-pt: Encaminhamentos
-- question: What is forwarded to the group, and from whom?
-- question-pt: O que é encaminhado para o grupo, e de quem?
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
    forward_origin AS origin,
    coalesce(max_by(forward_author_name, sent_at), CAST(forward_author_id AS varchar), 'not known') AS source,
    count(*) AS messages,
    count(DISTINCT author_id) AS people
FROM said
WHERE forward_origin IS NOT NULL
GROUP BY forward_origin, forward_author_id, IF(forward_author_id IS NULL, forward_author_name)
ORDER BY 3 DESC, 1, 2
LIMIT 30
