-- title: Length of messages
-- title-pt: Tamanho das mensagens
-- question: How long are the messages of the ten most active people, on average, each day?
-- question-pt: Que tamanho têm, em média, as mensagens das dez pessoas mais ativas, por dia?
-- Only messages with text or a caption count.
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
), days AS (
    SELECT
        author_id,
        CAST(said_at AS date) AS day,
        max_by(author_name, sent_at) AS name,
        max(sent_at) AS last,
        avg(text_length) AS average_length,
        count(*) AS messages
    FROM said
    WHERE author_id IS NOT NULL AND text_length > 0
    GROUP BY 1, 2
), people AS (
    SELECT
        *,
        max_by(name, last) OVER (PARTITION BY author_id) AS person,
        sum(messages) OVER (PARTITION BY author_id) AS all_messages
    FROM days
)
SELECT day, author_id, person, round(average_length, 1) AS average_length, messages
FROM (SELECT *, dense_rank() OVER (ORDER BY all_messages DESC, author_id) AS place FROM people)
WHERE place <= 10
ORDER BY 1, 2
