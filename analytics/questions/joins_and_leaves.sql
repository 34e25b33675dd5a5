-- title: Joins and leaves
-- title-pt: Entradas e saídas
-- question: How many people join and leave each day?
-- question-pt: Quantas pessoas entram e saem por dia?
WITH parameters AS (
    SELECT
        'UTC' AS zone,
        current_date - INTERVAL '30' DAY AS from_day,
        current_date AS to_day,
        CAST(NULL AS bigint) AS chat_id
), changes AS (
    SELECT v.*, at_timezone(v.changed_at, p.zone) AS local_at
    FROM members v
    CROSS JOIN parameters p
    WHERE (p.chat_id IS NULL OR v.chat_id = p.chat_id)
        AND CAST(at_timezone(v.changed_at, p.zone) AS date) BETWEEN p.from_day AND p.to_day
), days AS (
    SELECT day FROM parameters CROSS JOIN UNNEST(sequence(from_day, to_day, INTERVAL '1' DAY)) AS d (day)
)
SELECT
    d.day,
    count_if(c.change = 'join') AS joins,
    count_if(c.change = 'leave') AS leaves,
    count_if(c.change = 'join') - count_if(c.change = 'leave') AS net,
    sum(count_if(c.change = 'join') - count_if(c.change = 'leave')) OVER (ORDER BY d.day) AS net_since_start
FROM days d
LEFT JOIN changes c ON CAST(c.local_at AS date) = d.day
GROUP BY 1
ORDER BY 1
