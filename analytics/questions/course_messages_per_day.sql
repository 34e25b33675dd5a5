-- title: Messages per day (course)
-- title-pt: Mensagens por dia (curso)
-- question: How many messages came each day?
-- question-pt: Quantas mensagens chegaram por dia?
SELECT
    context_date,
    count(1) AS message_amount
FROM telegram
GROUP BY context_date
ORDER BY context_date DESC
