-- One row each time that somebody joined or left a group. Telegram tells it twice where it can: as a message in the
-- group, and to admin bots as a change of the member. What is told twice within a minute is one row here; source says
-- which of the two, and invite_link is known where the member's change was told.
CREATE OR REPLACE VIEW members AS
WITH told AS (
    SELECT *
    FROM (SELECT *, row_number() OVER (PARTITION BY update_id ORDER BY arrival_time) AS copy FROM updates)
    WHERE copy = 1 AND member_ids IS NOT NULL
), changes AS (
    SELECT
        t.dt,
        t.chat_id,
        u.user_id,
        t.date,
        CASE
            WHEN content_type = 'new_chat_members' THEN 'join'
            WHEN content_type = 'left_chat_member' THEN 'leave'
            WHEN member_new_status IN ('creator', 'administrator', 'member', 'restricted')
                AND coalesce(member_old_status, 'left') NOT IN ('creator', 'administrator', 'member', 'restricted') THEN 'join'
            WHEN member_new_status IN ('left', 'kicked', 'restricted_left')
                AND member_old_status IN ('creator', 'administrator', 'member', 'restricted') THEN 'leave'
        END AS change,
        IF(kind = 'chat_member', kind, 'message') AS source,
        t.invite_link
    FROM told t
    CROSS JOIN UNNEST(t.member_ids) AS u (user_id)
    WHERE kind IN ('message', 'chat_member')
), marked AS (
    SELECT
        *,
        -- Seconds since the same was told before.
        date - lag(date) OVER (PARTITION BY chat_id, user_id, change ORDER BY date, source) AS since,
        max(invite_link) OVER near AS link,
        min(source) OVER near AS best_source
    FROM changes
    WHERE change IS NOT NULL
    WINDOW near AS (
        PARTITION BY chat_id, user_id, change ORDER BY date RANGE BETWEEN 60 PRECEDING AND 60 FOLLOWING
    )
)
SELECT
    c.dt,
    coalesce(m.chat_id, c.chat_id) AS chat_id,
    c.chat_id AS telegram_chat_id,
    c.user_id,
    c.change,
    from_unixtime(c.date) AS changed_at,
    c.link AS invite_link,
    c.best_source AS source
FROM marked c
LEFT JOIN migrations m ON m.old_chat_id = c.chat_id
WHERE c.since IS NULL OR c.since > 60
