-- title: Hours, weekdays and weeks (course)
-- title-pt: Horas, dias e semanas (curso)
-- question: How many messages came by hour, weekday and week of the year, in UTC?
-- question-pt: Quantas mensagens chegaram por hora, dia da semana e semana do ano, em UTC?
WITH parsed_date_cte AS (
    SELECT
        *,
        CAST(date_format(from_unixtime(date), '%Y-%m-%d %H:%i') AS timestamp) AS parsed_date
    FROM telegram
), hour_week_cte AS (
    SELECT
        *,
        EXTRACT(hour FROM parsed_date) AS parsed_date_hour,
        EXTRACT(dow FROM parsed_date) AS parsed_date_weekday,
        EXTRACT(week FROM parsed_date) AS parsed_date_weeknum
    FROM parsed_date_cte
)
SELECT
    parsed_date_hour,
    parsed_date_weekday,
    parsed_date_weeknum,
    count(1) AS message_amount
FROM hour_week_cte
GROUP BY parsed_date_hour, parsed_date_weekday, parsed_date_weeknum
ORDER BY parsed_date_weeknum, parsed_date_weekday
