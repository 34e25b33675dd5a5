-- title: The table
-- title-pt: A tabela
-- question: What does the table of the course look like?
-- question-pt: Como é a tabela do curso?
SELECT * FROM telegram LIMIT 10
