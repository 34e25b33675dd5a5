-- title: Hashtags
-- title-pt: Hashtags
-- question: Which hashtags are used?
-- question-pt: Que hashtags são usadas?
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
SELECT lower(tag) AS hashtag, count(*) AS times, count(DISTINCT author_id) AS people
FROM said
CROSS JOIN UNNEST(hashtags) AS t (tag)
GROUP BY 1
ORDER BY 2 DESC, 1
LIMIT 50
