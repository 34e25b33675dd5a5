-- The rows that came out otherwise than they are.
CREATE TABLE changed AS
SELECT ${columns} FROM ${made}
EXCEPT
SELECT ${columns} FROM ${files};

COPY changed TO '${changed}' (FORMAT parquet, COMPRESSION zstd);
