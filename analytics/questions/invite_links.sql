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
    SELECT v.*
    FROM members v
    CROSS JOIN parameters p
    WHERE (p.chat_id IS NULL OR v.chat_id = p.chat_id)
        AND CAST(at_timezone(v.changed_at, p.zone) AS date) BETWEEN p.from_day AND p.to_day
)
SELECT
    coalesce(j.invite_link, 'not known') AS invite_link,
    count(*) AS joins,
    count_if(l.user_id IS NOT NULL) AS left_again,
    count(*) - count_if(l.user_id IS NOT NULL) AS net
FROM (
    SELECT chat_id, user_id, max_by(invite_link, changed_at) AS invite_link, max(changed_at) AS changed_at
    FROM changes
    WHERE change = 'join'
    GROUP BY 1, 2
) j
LEFT JOIN (
    SELECT chat_id, user_id, max(changed_at) AS changed_at FROM members WHERE change = 'leave' GROUP BY 1, 2
) l ON l.chat_id = j.chat_id AND l.user_id = j.user_id AND l.changed_at > j.changed_at
GROUP BY 1
ORDER BY 2 DESC, 1
