"""A Spark job: a table of customers in, one row of answers for each customer out.

spark-submit examples/spark_job.py CUSTOMERS.csv ANSWERS.parquet [LIST]...
"""

from __future__ import annotations

import sys

from pyspark.sql import DataFrame, SparkSession

from sanctionscreen.spark import screen


def alerts_of(answers: DataFrame) -> DataFrame:
    """One row for each alert: hits that are neither muted nor de-listed."""
    return answers.selectExpr("query_id", "name", "explode(hits) as hit").where(
        "not array_contains(hit.flags, 'muted') and not array_contains(hit.flags, 'delisted')"
    )


def run(spark: SparkSession, customers: str, out: str, lists: list[str]) -> int:
    """Screen a CSV file, write Parquet, and give the number of alerts.

    Raises:
        RuntimeError: if a row was not screened; its reason is in the column `rejected` of what was written.
    """
    frame = spark.read.csv(customers, header=True)
    screen(frame, lists=lists).write.mode("overwrite").parquet(out)
    answers = spark.read.parquet(out)
    if rejected := answers.where("rejected is not null").count():
        raise RuntimeError(f"{rejected} rows were not screened; see the column `rejected` in {out}")
    return alerts_of(answers).count()


if __name__ == "__main__":
    session = SparkSession.builder.appName("sanctionscreen").getOrCreate()
    alerts = run(session, sys.argv[1], sys.argv[2], sys.argv[3:] or ["shipped"])
    print(f"{alerts} alerts in {sys.argv[2]}")
