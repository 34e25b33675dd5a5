-- title: Invite links
-- title-pt: Links de convite
-- question: By which invite link do people come, and do they stay?
-- question-pt: Por qual link de convite as pessoas chegam, e elas ficam?
WITH parameters AS (
    SELECT
        'UTC' AS zone,
        current_date - INTERVAL '30' DAY AS from_day,
        current_date AS to_day,
        CAST(NULL AS bigint) AS chat_id
), changes AS (
    SELECT v.*, CAST(at_timezone(v.changed_at, p.zone) AS date) BETWEEN p.from_day AND p.to_day AS is_in_period
    FROM members v
    CROSS JOIN parameters p
    WHERE p.chat_id IS NULL OR v.chat_id = p.chat_id
), people AS (
    SELECT
        max_by(invite_link, changed_at) FILTER (WHERE change = 'join' AND is_in_period) AS invite_link,
        max(changed_at) FILTER (WHERE change = 'join' AND is_in_period) AS joined_at,
        max(changed_at) FILTER (WHERE change = 'leave') AS left_at
    FROM changes
    GROUP BY chat_id, user_id
)
SELECT
    coalesce(invite_link, 'not known') AS invite_link,
    count(*) AS joins,
    count_if(left_at > joined_at) AS left_again,
    count(*) - count_if(left_at > joined_at) AS net
FROM people
WHERE joined_at IS NOT NULL
GROUP BY 1
ORDER BY 2 DESC, 1
