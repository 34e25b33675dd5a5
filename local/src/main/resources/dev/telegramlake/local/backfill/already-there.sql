-- Negative: update_id of what was brought in before. Positive: messages that the bot has seen, by their number and
-- 1,000,000,000,000. Messages of a group that became this supergroup have their number less 1,000,000,000 in an export.
SELECT
    CASE
        WHEN update_id < 0 THEN update_id
        WHEN chat_id = ${chat} THEN message_id + 1000000000000
        ELSE message_id - 1000000000 + 1000000000000
    END AS number
FROM updates
WHERE
    (
        chat_id = ${chat}
        OR chat_id IN (
            SELECT migrate_from_chat_id FROM updates WHERE chat_id = ${chat} AND migrate_from_chat_id IS NOT NULL
            UNION ALL
            SELECT chat_id FROM updates WHERE migrate_to_chat_id = ${chat}
        )
    )
    AND (update_id < 0 OR kind IN ('message', 'edited_message', 'channel_post', 'edited_channel_post'))
    AND message_id IS NOT NULL
