-- title: Reactions
-- title-pt: Reações
-- question: Which reactions are given?
-- question-pt: Que reações são dadas?
WITH parameters AS (
    SELECT
        'UTC' AS zone,
        current_date - INTERVAL '30' DAY AS from_day,
        current_date AS to_day,
        CAST(NULL AS bigint) AS chat_id
), reacted AS (
    SELECT v.*
    FROM reactions v
    CROSS JOIN parameters p
    WHERE (p.chat_id IS NULL OR v.chat_id = p.chat_id)
        AND CAST(at_timezone(v.reacted_at, p.zone) AS date) BETWEEN p.from_day AND p.to_day
)
SELECT
    reaction,
    sum(IF(change > 0, 1, 0)) AS given,
    sum(IF(change < 0, 1, 0)) AS taken_back,
    count(DISTINCT author_id) AS people
FROM reacted
GROUP BY 1
ORDER BY 2 DESC, 1
LIMIT 30
