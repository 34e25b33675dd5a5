-- One row a message of a group or channel: its latest edit, each update counted once, and the chats of a group before
-- and after its migration under one id. message_id is unique within telegram_chat_id, the id that Telegram sent.
-- sent_at is when it was first sent; edits counts how often it was changed.
CREATE OR REPLACE VIEW messages AS
WITH versions AS (
    SELECT
        *,
        -- Messages without a number of their own have message_id 0; each is one of its own.
        row_number() OVER (
            PARTITION BY chat_id, message_id, IF(message_id = 0, update_id)
            ORDER BY coalesce(edit_date, date) DESC, update_id DESC, arrival_time
        ) AS newest,
        count(edit_date) OVER (PARTITION BY chat_id, message_id, IF(message_id = 0, update_id)) AS edit_updates
    FROM (SELECT *, row_number() OVER (PARTITION BY update_id ORDER BY arrival_time) AS copy FROM updates)
    WHERE copy = 1
        AND kind IN ('message', 'edited_message', 'channel_post', 'edited_channel_post')
        AND message_id IS NOT NULL
)
SELECT
    v.dt,
    v.update_id,
    coalesce(m.chat_id, v.chat_id) AS chat_id,
    v.chat_id AS telegram_chat_id,
    v.chat_type,
    v.chat_title,
    v.topic_id,
    v.message_id,
    from_unixtime(v.date) AS sent_at,
    v.date,
    v.edit_date,
    v.edit_updates AS edits,
    v.user_id,
    v.user_is_bot,
    v.user_first_name,
    v.author_id,
    v.author_name,
    -- An anonymous admin is written by a bot of Telegram's, but is no bot.
    coalesce(v.user_is_bot, false) AND v.sender_chat_id IS NULL AS author_is_bot,
    v.content_type,
    -- What the group tells of itself (joins, pins, titles, ...), not what somebody says in it.
    coalesce(v.content_type, '') NOT IN (
        'text', 'rich_message', 'animation', 'audio', 'document', 'live_photo', 'paid_media', 'photo', 'sticker',
        'story', 'video', 'video_note', 'voice', 'checklist', 'contact', 'dice', 'game', 'poll', 'venue', 'location',
        'invoice', 'giveaway', 'giveaway_winners'
    ) AS is_service,
    v.text,
    v.text_length,
    -- A question mark outside of links, or an interrogative of English, Portuguese or Spanish at the beginning.
    regexp_like(regexp_replace(v.text, '\S+://\S+'), '\?')
        OR regexp_like(
            v.text,
            '(?i)^\W*(how|what|why|when|where|who|which|can (i|we|you|anyone|someone)|does|is there|como|qual|quais|quando|onde|por ?qu[eê]|quem|quantos?|quantas?|cad[eê]|algu[eé]m|c[oó]mo|qu[eé]|cu[aá]l|cu[aá]ndo|d[oó]nde|qui[eé]n|alguien)\b'
        ) AS is_question,
    v.reply_to_message_id,
    v.reply_to_author_id,
    v.reply_to_is_bot,
    v.forward_origin,
    v.forward_author_id,
    v.forward_author_name,
    v.hashtags,
    v.mentions,
    v.urls,
    v.commands,
    v.media_group_id,
    v.duration_seconds,
    v.arrival_time
FROM versions v
LEFT JOIN migrations m ON m.old_chat_id = v.chat_id
WHERE v.newest = 1
