-- title: Messages per user and day (course)
-- title-pt: Mensagens por usuário e dia (curso)
-- question: How many messages came of each user each day?
-- question-pt: Quantas mensagens chegaram de cada usuário por dia?
SELECT
    user_id,
    user_first_name,
    context_date,
    count(1) AS message_amount
FROM telegram
GROUP BY user_id, user_first_name, context_date
ORDER BY context_date DESC
