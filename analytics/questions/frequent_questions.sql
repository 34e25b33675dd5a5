-- title: Frequent questions and problems
-- title-pt: Dúvidas e problemas frequentes
-- question: Which questions and problems come most often?
-- question-pt: Que dúvidas e problemas aparecem mais?
-- A sentence asks when it ends with a question mark, or begins a message that asks without one (see view messages).
WITH parameters AS (
    SELECT
        'UTC' AS zone,
        current_date - INTERVAL '30' DAY AS from_day,
        current_date AS to_day,
        CAST(NULL AS bigint) AS chat_id
), said AS (
    SELECT m.*, at_timezone(m.sent_at, p.zone) AS said_at
    FROM messages m
    CROSS JOIN parameters p
    WHERE NOT m.is_service
        AND (p.chat_id IS NULL OR m.chat_id = p.chat_id)
        AND CAST(at_timezone(m.sent_at, p.zone) AS date) BETWEEN p.from_day AND p.to_day
), sentences AS (
    SELECT s.author_id, s.sent_at, s.is_question, s.text, trim(sentence) AS sentence, place
    FROM said s
    CROSS JOIN UNNEST(regexp_extract_all(s.text, '[^.!?\n]+[.!?]*')) WITH ORDINALITY AS t (sentence, place)
    WHERE NOT s.author_is_bot AND s.forward_origin IS NULL
), asked AS (
    SELECT *
    FROM (
        SELECT
            *,
            is_question AND IF(strpos(text, '?') > 0, regexp_like(sentence, '\?$'), place = 1) AS asks,
            regexp_like(
                sentence,
                '(?i)\b(erros?|errors?|problemas?|problems?|bug|crash(es)?|falha|fails?|failed|broken|quebrou|travou|doesn.?t work|not working|can.?t|cannot|n[aã]o (funciona|consigo|abre|carrega)|no (funciona|puedo|abre))\b'
            ) AS has_problem
        FROM sentences
    )
    WHERE asks OR has_problem
), topics AS (
    -- The same question in other words: its longer words, without accents, in order.
    SELECT
        *,
        array_sort(array_distinct(filter(
            regexp_extract_all(regexp_replace(normalize(lower(sentence), NFD), '\p{M}'), '[\p{L}\p{N}]+'),
            word -> length(word) > 3 AND word NOT IN (
                'what', 'when', 'where', 'which', 'does', 'have', 'this', 'that', 'there', 'with', 'from', 'anyone', 'someone',
                'please', 'know', 'como', 'qual', 'quais', 'quando', 'onde', 'quem', 'porque', 'para', 'isso', 'esse', 'essa',
                'este', 'esta', 'alguem', 'sabe', 'saber', 'posso', 'pode', 'aqui', 'favor', 'cual', 'cuando', 'donde', 'quien',
                'alguien', 'puedo', 'puede'
            )
        ))) AS topic
    FROM asked
)
SELECT
    array_join(topic, ' ') AS topic,
    IF(count_if(asks) * 2 >= count(*), 'question', 'problem') AS kind,
    count(*) AS times,
    count(DISTINCT author_id) AS people,
    slice(array_distinct(array_agg(sentence ORDER BY sent_at DESC)), 1, 3) AS examples
FROM topics
WHERE cardinality(topic) > 0
GROUP BY 1
ORDER BY times DESC, topic
LIMIT 30
