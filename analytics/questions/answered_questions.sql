-- title: Is it solved?
-- title-pt: Foi resolvido?
-- question: How many questions are answered, how fast, and by whom?
-- question-pt: Quantas dúvidas são respondidas, em quanto tempo e por quem?
-- A question is a message that asks and answers nobody; its first answer is the first reply by somebody else.
-- Weeks begin on Monday. Minutes are from the question to its first answer.
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
), replies AS (
    SELECT q.telegram_chat_id, q.message_id, q.author_id AS asker_id, a.message_id AS reply_id, a.sent_at, a.author_is_bot
    FROM questions q
    JOIN messages a
        ON a.telegram_chat_id = q.telegram_chat_id
        AND a.reply_to_message_id = q.message_id
        AND a.author_id <> q.author_id
), answers AS (
    SELECT telegram_chat_id, message_id, min(sent_at) AS answered_at, min_by(author_is_bot, sent_at) AS by_bot
    FROM replies
    GROUP BY 1, 2
), thanks AS (
    -- Who asked thanks the answer in words, or reacts to it with pleasure.
    SELECT DISTINCT r.telegram_chat_id, r.message_id
    FROM replies r
    JOIN messages m ON m.telegram_chat_id = r.telegram_chat_id AND m.reply_to_message_id = r.reply_id
        AND m.author_id = r.asker_id
        AND regexp_like(m.text, '(?i)\b(thanks?|thank you|thx|obrigad[oa]|valeu|vlw|gracias|funcionou|it works|worked|resolvido|solved)\b')
    UNION
    SELECT r.telegram_chat_id, r.message_id
    FROM replies r
    JOIN reactions x ON x.telegram_chat_id = r.telegram_chat_id AND x.message_id = r.reply_id
        AND x.author_id = r.asker_id
    GROUP BY 1, 2, x.reaction
    HAVING sum(x.change) > 0 AND x.reaction IN ('👍', '❤', '🔥', '🎉', '👏', '🙏', '🤝', '💯', '🏆', '🥰', '😁')
)
SELECT
    CAST(date_trunc('week', q.said_at) AS date) AS week,
    count(*) AS questions,
    count(a.message_id) AS answered,
    round(100e0 * count(a.message_id) / count(*), 1) AS answered_percent,
    round(approx_percentile(date_diff('second', q.sent_at, a.answered_at), 0.5) / 60e0, 1) AS median_minutes,
    round(approx_percentile(date_diff('second', q.sent_at, a.answered_at), 0.95) / 60e0, 1) AS p95_minutes,
    round(100e0 * count_if(a.by_bot) / nullif(count(a.message_id), 0), 1) AS bot_percent,
    count_if(t.message_id IS NOT NULL) AS thanked
FROM questions q
LEFT JOIN answers a ON a.telegram_chat_id = q.telegram_chat_id AND a.message_id = q.message_id
LEFT JOIN thanks t ON t.telegram_chat_id = q.telegram_chat_id AND t.message_id = q.message_id
GROUP BY 1
ORDER BY 1
