-- One row a record that did not become a row of the table, with its reason: what the transform function failed, and what
-- did not fit the table. record is the update as it was received, or the row that the function made of it.
CREATE OR REPLACE VIEW failed_updates AS
SELECT
    CAST(regexp_extract("$path", '/dt=([0-9-]{10})/', 1) AS date) AS dt,
    'transform' AS stage,
    from_unixtime(arrivaltimestamp / 1000e0) AS arrived_at,
    errorcode AS code,
    errormessage AS message,
    attemptsmade AS attempts,
    from_utf8(from_base64(rawdata)) AS record,
    "$path" AS object
FROM processing_failed
UNION ALL
SELECT
    CAST(regexp_extract("$path", '/dt=([0-9-]{10})/', 1) AS date),
    'conversion',
    from_unixtime(arrivaltimestamp / 1000e0),
    lasterrorcode,
    lasterrormessage,
    attemptsmade,
    from_utf8(from_base64(rawdata)),
    "$path"
FROM format_conversion_failed
