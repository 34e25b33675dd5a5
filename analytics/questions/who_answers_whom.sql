-- title: Who answers whom
-- title-pt: Quem responde a quem
-- question: Who replies to whom, and how often?
-- question-pt: Quem responde a quem, e quantas vezes?
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
), names AS (
    SELECT map_agg(author_id, name) AS name_of
    FROM (SELECT author_id, max_by(author_name, sent_at) AS name FROM messages WHERE author_name IS NOT NULL GROUP BY 1)
    WHERE author_id IS NOT NULL
)
SELECT
    r.author_id AS from_id,
    coalesce(element_at(n.name_of, r.author_id), CAST(r.author_id AS varchar)) AS from_person,
    r.reply_to_author_id AS to_id,
    coalesce(element_at(n.name_of, r.reply_to_author_id), CAST(r.reply_to_author_id AS varchar)) AS to_person,
    count(*) AS replies
FROM said r
CROSS JOIN names n
WHERE r.reply_to_author_id IS NOT NULL AND r.reply_to_author_id <> r.author_id
GROUP BY 1, 2, 3, 4
ORDER BY 5 DESC, 1, 3
LIMIT 100
