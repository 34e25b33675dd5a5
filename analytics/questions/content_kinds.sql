-- title: Kinds of content
-- title-pt: Tipos de conteúdo
-- question: What do people send?
-- question-pt: O que as pessoas enviam?
-- minutes is how long all audio and video of the kind lasts.
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
    content_type,
    count(*) AS messages,
    round(100e0 * count(*) / sum(count(*)) OVER (), 1) AS percent,
    round(sum(duration_seconds) / 60e0, 1) AS minutes
FROM said
GROUP BY 1
ORDER BY 2 DESC, 1
