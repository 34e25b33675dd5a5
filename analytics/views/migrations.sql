-- Groups that became supergroups, with the id that they have now. A group migrates once.
CREATE OR REPLACE VIEW migrations AS
SELECT old_chat_id, max(chat_id) AS chat_id
FROM (
    SELECT chat_id AS old_chat_id, migrate_to_chat_id AS chat_id FROM updates WHERE migrate_to_chat_id IS NOT NULL
    UNION ALL
    SELECT migrate_from_chat_id, chat_id FROM updates WHERE migrate_from_chat_id IS NOT NULL
)
GROUP BY old_chat_id
