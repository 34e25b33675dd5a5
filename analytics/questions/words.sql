-- title: Words
-- title-pt: Palavras
-- question: Which words are used most?
-- question-pt: Que palavras são mais usadas?
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
SELECT word, count(*) AS times, count(DISTINCT author_id) AS people
FROM said
CROSS JOIN UNNEST(regexp_extract_all(lower(regexp_replace(text, 'https?://\S+|[@#/][\p{L}\p{N}_]+')), '[\p{L}\p{N}]+')) AS w (word)
WHERE NOT author_is_bot
    AND length(word) > 3
    AND word NOT IN (
        'about', 'also', 'because', 'been', 'could', 'does', 'from', 'have', 'here', 'into', 'just', 'like', 'more', 'only',
        'some', 'than', 'that', 'them', 'then', 'there', 'they', 'this', 'what', 'when', 'where', 'which', 'will', 'with',
        'would', 'your', 'aqui', 'como', 'depois', 'ela', 'eles', 'essa', 'esse', 'esta', 'este', 'isso', 'mais', 'mas',
        'mesmo', 'muito', 'onde', 'para', 'pela', 'pelo', 'porque', 'qual', 'quando', 'quem', 'sobre', 'também', 'tem',
        'uma', 'você', 'vocês', 'cuando', 'donde', 'ellos', 'está', 'pero', 'porque', 'también', 'usted'
    )
GROUP BY 1
ORDER BY 2 DESC, 1
LIMIT 50
