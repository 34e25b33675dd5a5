-- One landing file: updates of 50 chats with payloads of about 600 bytes that compress as JSON does. One in fifty
-- comes again.
COPY (
    SELECT
        id AS update_id,
        'message' AS kind,
        taken AS event_time,
        taken AS arrival_time,
        -1000 - (hash(id) % 50)::BIGINT AS chat_id,
        'supergroup' AS chat_type,
        'Group number ' || hash(id) % 50 AS chat_title,
        (hash(id + 1) % 5000)::BIGINT AS user_id,
        false AS user_is_bot,
        'Ada' AS user_first_name,
        id AS message_id,
        'text' AS content_type,
        'words ' || md5(id::VARCHAR) || ' and more words' AS text,
        ['#tag' || id % 7] AS hashtags,
        '{"update_id":' || id || ',"message":{"message_id":' || id || ',"date":1772366399,"chat":{"id":-1001,"type":'
            || '"supergroup","title":"Group number"},"from":{"id":' || hash(id + 1) % 5000
            || ',"is_bot":false,"first_name":"Ada"},"text":"words ' || md5(id::VARCHAR) || ' and more words",'
            || '"entities":[{"type":"hashtag","offset":0,"length":5}],"noise":"' || md5((id + 2)::VARCHAR)
            || md5((id + 3)::VARCHAR) || repeat(' some more words', 15) || '"}}' AS payload
    FROM (
        SELECT
            range - if(range % 50 = 0, 49, 0) AS id,
            TIMESTAMP '${day} 00:00:00' + to_milliseconds(range // 40) AS taken
        FROM range(${from}, ${to})
    )
) TO '${file}' (FORMAT parquet, COMPRESSION snappy, ROW_GROUP_SIZE 10000);
