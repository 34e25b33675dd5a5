-- title: Edits
-- title-pt: Edições
-- question: How many messages are edited, and how soon?
-- question-pt: Quantas mensagens são editadas, e quando?
-- Minutes are from the message to its last edit.
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
    CAST(said_at AS date) AS day,
    count(*) AS messages,
    count_if(edits > 0) AS edited,
    round(100e0 * count_if(edits > 0) / count(*), 1) AS edited_percent,
    round(approx_percentile(IF(edits > 0, edit_date - date), 0.5) / 60e0, 1) AS median_minutes
FROM said
GROUP BY 1
ORDER BY 1
