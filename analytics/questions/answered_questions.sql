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
), thanks AS (
    -- Who thanked for which message, in words or by reacting to it with pleasure. Those who asked count.
    SELECT telegram_chat_id, reply_to_message_id AS message_id, author_id
    FROM messages
    WHERE regexp_like(text, '(?i)\b(thanks?|thank you|thx|obrigad[oa]|valeu|vlw|gracias|funcionou|it works|worked|resolvido|solved)\b')
    UNION
    SELECT telegram_chat_id, message_id, author_id
    FROM reactions
    GROUP BY 1, 2, 3, reaction
    HAVING sum(change) > 0 AND reaction IN ('👍', '❤', '🔥', '🎉', '👏', '🙏', '🤝', '💯', '🏆', '🥰', '😁')
), answers AS (
    SELECT
        q.update_id,
        q.said_at,
        q.sent_at,
        min(a.sent_at) AS answered_at,
        min_by(a.author_is_bot, a.sent_at) AS by_bot,
        count(t.message_id) > 0 AS is_thanked
    FROM questions q
    LEFT JOIN messages a
        ON a.telegram_chat_id = q.telegram_chat_id
        AND a.reply_to_message_id = q.message_id
        AND a.author_id <> q.author_id
    LEFT JOIN thanks t
        ON t.telegram_chat_id = a.telegram_chat_id
        AND t.message_id = a.message_id
        AND t.author_id = q.author_id
    GROUP BY 1, 2, 3
)
SELECT
    CAST(date_trunc('week', said_at) AS date) AS week,
    count(*) AS questions,
    count(answered_at) AS answered,
    round(100e0 * count(answered_at) / count(*), 1) AS answered_percent,
    round(approx_percentile(date_diff('second', sent_at, answered_at), 0.5) / 60e0, 1) AS median_minutes,
    round(approx_percentile(date_diff('second', sent_at, answered_at), 0.95) / 60e0, 1) AS p95_minutes,
    round(100e0 * count_if(by_bot) / nullif(count(answered_at), 0), 1) AS bot_percent,
    count_if(is_thanked) AS thanked
FROM answers
GROUP BY 1
ORDER BY 1
