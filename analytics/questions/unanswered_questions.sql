-- title: Unanswered questions
-- title-pt: Dúvidas sem resposta
-- question: Which questions has nobody answered?
-- question-pt: Que dúvidas ninguém respondeu?
-- A question is a message that asks and answers nobody; its first answer is the first reply by somebody else.
-- Hours are until the end of the period, or until now.
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
), questions AS (
    SELECT *
    FROM said
    WHERE is_question AND NOT author_is_bot AND forward_origin IS NULL AND reply_to_message_id IS NULL
)
SELECT
    q.said_at AS asked_at,
    q.chat_title,
    q.author_name AS person,
    q.text,
    date_diff(
        'hour',
        q.sent_at,
        least(current_timestamp, with_timezone(CAST(p.to_day + INTERVAL '1' DAY AS timestamp), p.zone))) AS hours_waiting
FROM questions q
CROSS JOIN parameters p
WHERE NOT EXISTS (
    SELECT 1
    FROM messages a
    WHERE a.telegram_chat_id = q.telegram_chat_id
        AND a.reply_to_message_id = q.message_id
        AND a.author_id <> q.author_id
)
ORDER BY q.sent_at DESC, q.message_id DESC
LIMIT 50
