-- Groups that became supergroups, with the id that they have now. A group migrates once.
CREATE OR REPLACE VIEW migrations AS
SELECT
    IF(migrate_to_chat_id IS NULL, migrate_from_chat_id, chat_id) AS old_chat_id,
    max(coalesce(migrate_to_chat_id, chat_id)) AS chat_id
FROM updates
WHERE migrate_to_chat_id IS NOT NULL OR migrate_from_chat_id IS NOT NULL
GROUP BY 1
