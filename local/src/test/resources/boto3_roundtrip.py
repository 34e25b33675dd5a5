"""Puts 500 records with boto3 and reads them back, in the environment that `./lake env` gives."""
import json
import os
import time

import boto3

firehose = boto3.client("firehose", endpoint_url=os.environ["AWS_ENDPOINT_URL_FIREHOSE"])
athena = boto3.client("athena", endpoint_url=os.environ["AWS_ENDPOINT_URL_ATHENA"])
s3 = boto3.client("s3", endpoint_url=os.environ["AWS_ENDPOINT_URL_S3"])


def query(sql):
    """Runs a statement to its end and gives its id and its rows, the header left out."""
    started = athena.start_query_execution(
        QueryString=sql, QueryExecutionContext={"Database": "telegram"}, WorkGroup="telegram-lake"
    )
    query_id = started["QueryExecutionId"]
    while True:
        status = athena.get_query_execution(QueryExecutionId=query_id)["QueryExecution"]["Status"]
        if status["State"] not in ("QUEUED", "RUNNING"):
            break
        time.sleep(0.05)
    pages = athena.get_paginator("get_query_results").paginate(
        QueryExecutionId=query_id, PaginationConfig={"PageSize": 100}
    )
    rows = [[cell.get("VarCharValue") for cell in row["Data"]] for page in pages for row in page["ResultSet"]["Rows"]]
    return query_id, rows[1:]


updates = [{"update_id": 2_000_000 + i, "poll_answer": {"poll_id": "1", "option_ids": []}} for i in range(500)]
answer = firehose.put_record_batch(
    DeliveryStreamName="telegram-updates",
    Records=[{"Data": json.dumps(update).encode() + b"\n"} for update in updates],
)
print("failed", answer["FailedPutCount"])

sql = "SELECT update_id, poll_option_ids FROM updates WHERE update_id >= 2000000 ORDER BY update_id"
query_id, rows = query(sql)
while len(rows) < len(updates):
    query_id, rows = query(sql)
print("rows", len(rows))
print("first", *rows[0])

location = athena.get_query_execution(QueryExecutionId=query_id)["QueryExecution"]["ResultConfiguration"]["OutputLocation"]
bucket, key = location.removeprefix("s3://").split("/", 1)
print("csv", len(s3.get_object(Bucket=bucket, Key=key)["Body"].read().splitlines()), "lines")

try:
    athena.get_query_results(QueryExecutionId="none")
except athena.exceptions.InvalidRequestException as refused:
    print("none", type(refused).__name__)
