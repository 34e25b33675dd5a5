-- One row a reaction that was given (change 1) or taken back (change -1). Telegram tells the reactions before and after.
CREATE OR REPLACE VIEW reactions AS
WITH changes AS (
    SELECT *
    FROM (SELECT *, row_number() OVER (PARTITION BY update_id ORDER BY arrival_time) AS copy FROM updates)
    WHERE copy = 1 AND kind = 'message_reaction'
)
SELECT
    c.dt,
    coalesce(m.chat_id, c.chat_id) AS chat_id,
    c.chat_id AS telegram_chat_id,
    c.message_id,
    c.author_id,
    c.author_name,
    from_unixtime(c.date) AS reacted_at,
    r.reaction,
    r.change
FROM changes c
LEFT JOIN migrations m ON m.old_chat_id = c.chat_id
CROSS JOIN UNNEST(
    transform(
        array_except(coalesce(c.new_reactions, ARRAY[]), coalesce(c.old_reactions, ARRAY[])),
        given -> CAST(ROW(given, 1) AS ROW(reaction varchar, change integer)))
    || transform(
        array_except(coalesce(c.old_reactions, ARRAY[]), coalesce(c.new_reactions, ARRAY[])),
        taken -> CAST(ROW(taken, -1) AS ROW(reaction varchar, change integer)))
) AS r (reaction, change)
