-- title: Average length per user and day (course)
-- title-pt: Tamanho médio por usuário e dia (curso)
-- question: How long are the messages of each user each day?
-- question-pt: Que tamanho têm as mensagens de cada usuário por dia?
SELECT
    user_id,
    user_first_name,
    context_date,
    CAST(AVG(length(text)) AS INT) AS average_message_length
FROM telegram
GROUP BY user_id, user_first_name, context_date
ORDER BY context_date DESC
