-- title: Who writes most
-- title-pt: Quem mais escreve
-- question: Who writes most, and what share of all messages is theirs?
-- question-pt: Quem mais escreve, e qual é a sua parte de todas as mensagens?
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
    p.author_id,
    p.person,
    p.is_bot,
    p.messages,
    round(100e0 * p.messages / sum(p.messages) OVER (), 1) AS percent,
    round(100e0 * sum(p.messages) OVER (ORDER BY p.messages DESC, p.author_id) / sum(p.messages) OVER (), 1)
        AS cumulative_percent,
    p.days
FROM (
    SELECT
        author_id,
        max_by(author_name, sent_at) AS person,
        bool_or(author_is_bot) AS is_bot,
        count(*) AS messages,
        count(DISTINCT CAST(said_at AS date)) AS days
    FROM said
    WHERE author_id IS NOT NULL
    GROUP BY 1
) p
ORDER BY p.messages DESC, p.author_id
LIMIT 25
