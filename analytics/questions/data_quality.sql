-- title: Data quality
-- title-pt: Qualidade dos dados
-- question: Is anything doubled, late, missing or unknown?
-- question-pt: Há algo repetido, atrasado, perdido ou desconhecido?
-- Message numbers that are not seen were deleted, came before the bot, or are of another kind. Groups count on their own.
WITH parameters AS (
    SELECT
        'UTC' AS zone,
        current_date - INTERVAL '30' DAY AS from_day,
        current_date AS to_day,
        CAST(NULL AS bigint) AS chat_id
), received AS (
    SELECT
        u.update_id,
        date_diff('second', u.event_time, u.arrival_time) AS late_seconds,
        u.kind IN (
            'message', 'edited_message', 'channel_post', 'edited_channel_post', 'business_connection', 'business_message',
            'edited_business_message', 'deleted_business_messages', 'guest_message', 'message_reaction',
            'message_reaction_count', 'inline_query', 'chosen_inline_result', 'callback_query', 'shipping_query',
            'pre_checkout_query', 'purchased_paid_media', 'poll', 'poll_answer', 'my_chat_member', 'chat_member',
            'chat_join_request', 'chat_boost', 'removed_chat_boost', 'managed_bot', 'subscription',
            'stopped_message_generation'
        ) AS known
    FROM updates u
    LEFT JOIN migrations m ON m.old_chat_id = u.chat_id
    CROSS JOIN parameters p
    WHERE (p.chat_id IS NULL OR coalesce(m.chat_id, u.chat_id) = p.chat_id)
        AND CAST(at_timezone(with_timezone(u.event_time, 'UTC'), p.zone) AS date) BETWEEN p.from_day AND p.to_day
), gaps AS (
    SELECT message_id - lag(message_id, 1, message_id - 1) OVER (PARTITION BY telegram_chat_id ORDER BY message_id) - 1 AS gap
    FROM messages m
    CROSS JOIN parameters p
    WHERE message_id > 0
        AND (p.chat_id IS NULL OR m.chat_id = p.chat_id)
        AND CAST(at_timezone(m.sent_at, p.zone) AS date) BETWEEN p.from_day AND p.to_day
)
SELECT measure, value
FROM (
    SELECT
        count(*) AS updates,
        count(*) - count(DISTINCT update_id) AS duplicates,
        count_if(late_seconds > 60) AS late,
        approx_percentile(late_seconds, 0.5) AS median_lag,
        count_if(NOT known) AS unknown
    FROM received
)
CROSS JOIN (SELECT sum(gap) AS missing FROM gaps)
CROSS JOIN UNNEST(ARRAY[
    CAST(ROW('updates', updates) AS ROW(measure varchar, value double)),
    ROW('duplicates', duplicates),
    ROW('more than a minute late', late),
    ROW('median lag in seconds', median_lag),
    ROW('of a kind that is not known', unknown),
    ROW('message numbers not seen', missing)
]) WITH ORDINALITY AS m (measure, value, place)
ORDER BY place
