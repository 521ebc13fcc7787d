"""Polars: a CSV file of customers in, their alerts with all of their own columns out, as Parquet.

The file is scanned lazily, so only the columns that screening needs are read, some rows at a time.

    python examples/polars_job.py examples/customers.csv alerts.parquet shipped
"""

from __future__ import annotations

import sys

import polars as pl

import sanctionscreen as ss


def run(customers: str, out: str, lists: list[str]) -> pl.DataFrame:
    """Screen a CSV file, write its alerts, and give the number of alerts for each list and band.

    Raises:
        RuntimeError: if a row was not screened.
    """
    frame = pl.scan_csv(customers, infer_schema=False)
    screened = ss.screen_frame(frame, lists=lists)
    if screened.counts.rejected:
        raise RuntimeError(f"rows that were not screened: {screened.rejects.collect()}")
    alerts = screened.hits.filter("alert").drop("query_id", "name")
    numbered = frame.with_row_index("row").with_columns(pl.col("row").cast(pl.Int64))
    numbered.join(alerts, on="row", suffix="_listed").sink_parquet(out)
    return alerts.group_by("list", "band").len().sort("list", "band").collect()


if __name__ == "__main__":
    print(run(sys.argv[1], sys.argv[2], sys.argv[3:] or ["shipped"]))
