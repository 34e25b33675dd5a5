-- The chats of the last month, the busiest first: where the bot should be an admin. A group that became a supergroup is
-- left out; its new id is here instead.
SELECT chat_id, max_by(chat_title, event_time) AS chat_title
FROM updates
WHERE dt >= current_date - INTERVAL '30' DAY
    AND chat_type IN ('group', 'supergroup', 'channel')
GROUP BY chat_id
HAVING count(migrate_to_chat_id) = 0
ORDER BY count(*) DESC
LIMIT 20
