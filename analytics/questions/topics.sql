-- title: Topics
-- title-pt: Tópicos
-- question: Which topics of the forum are busy?
-- question-pt: Que tópicos do fórum têm movimento?
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
    SELECT
        chat_id,
        topic_id,
        max_by(
            coalesce(
                json_extract_scalar(payload, '$.message.forum_topic_edited.name'),
                json_extract_scalar(payload, '$.message.forum_topic_created.name')),
            date) AS name
    FROM updates
    WHERE content_type IN ('forum_topic_created', 'forum_topic_edited')
        AND coalesce(
            json_extract_scalar(payload, '$.message.forum_topic_edited.name'),
            json_extract_scalar(payload, '$.message.forum_topic_created.name')) IS NOT NULL
    GROUP BY 1, 2
)
SELECT
    s.chat_title,
    s.topic_id,
    coalesce(n.name, IF(s.topic_id IS NULL, 'General', CAST(s.topic_id AS varchar))) AS topic,
    count(*) AS messages,
    count(DISTINCT s.author_id) AS people,
    max(s.said_at) AS last_message
FROM said s
LEFT JOIN names n ON n.chat_id = s.telegram_chat_id AND n.topic_id = s.topic_id
WHERE s.telegram_chat_id IN (SELECT chat_id FROM updates WHERE topic_id IS NOT NULL)
GROUP BY s.telegram_chat_id, 1, 2, 3
ORDER BY 4 DESC, 2
