-- The table of the course that this pipeline grew out of, with its names and types: one row a message.
CREATE OR REPLACE VIEW telegram AS
SELECT
    message_id,
    user_id,
    user_is_bot,
    user_first_name,
    telegram_chat_id AS chat_id,
    chat_type,
    text,
    date,
    dt AS context_date
FROM messages
