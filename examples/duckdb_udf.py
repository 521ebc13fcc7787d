"""A function `screen` in DuckDB's SQL: it takes columns of customers, and gives each its hits as a list of structs.

DuckDB hands over Arrow arrays, some 2,000 rows at a time; `screen_frame` screens them, and hands Arrow arrays back.

    python examples/duckdb_udf.py examples/customers.csv shipped
"""

from __future__ import annotations

import sys

import duckdb
import pyarrow as pa

import sanctionscreen as ss

FIELDS = ("name", "kind", "birth_date", "imo")
"""What the function takes. Any columns of customer files will do, if the name is among them."""

HITS = "STRUCT(list VARCHAR, entity_id VARCHAR, listed_name VARCHAR, score DOUBLE, band VARCHAR, alert BOOLEAN)[]"
"""What it gives. A hit has more to tell; add the fields that you need here and in `add_function`."""


def add_function(connection: duckdb.DuckDBPyConnection, lists: list[str]) -> None:
    """Add the function `screen` to a connection. The lists are read and indexed once."""
    screener = ss.Screener.from_lists(*lists)

    def screen(name: pa.Array, kind: pa.Array, birth_date: pa.Array, imo: pa.Array) -> pa.Array:
        customers = pa.Table.from_arrays([name, kind, birth_date, imo], names=FIELDS)
        try:
            answers = ss.screen_frame(customers, screener=screener, nested=True).hits.to_pylist()
        except ss.CustomerFileError:  # none of these rows can be screened
            answers = [{"rejected": "yes"}] * len(customers)
        # A null is a row that was not screened; an empty list is one without a hit.
        return pa.array(
            [None if row["rejected"] else [_fields(hit) for hit in row["hits"]] for row in answers]
        )

    connection.create_function(
        "screen", screen, ["VARCHAR"] * len(FIELDS), HITS, type="arrow", null_handling="special"
    )


def _fields(hit: dict[str, object]) -> dict[str, object]:
    flags = hit["flags"]
    alert = isinstance(flags, list) and not {"muted", "delisted"} & set(flags)
    return {
        "alert": alert,
        **{name: hit[name] for name in ("list", "entity_id", "listed_name", "score", "band")},
    }


def run(customers: str, lists: list[str]) -> list[tuple[str, str, str, float]]:
    """The alerts of a CSV file: key, name, listed name and score, the best first.

    Raises:
        RuntimeError: if a row was not screened.
    """
    with duckdb.connect() as connection:
        add_function(connection, lists)
        connection.execute(
            f"""
            CREATE TABLE answers AS SELECT customer_id, name, screen({", ".join(FIELDS)}) AS hits
            FROM read_csv(?, all_varchar = true)
            """,
            [customers],
        )
        (left_out,) = connection.execute("SELECT count(*) FROM answers WHERE hits IS NULL").fetchone()
        if left_out:
            raise RuntimeError(f"{left_out} rows were not screened")
        return connection.execute(
            """
            SELECT customer_id, name, hit.listed_name, hit.score FROM (SELECT *, unnest(hits) AS hit FROM answers)
            WHERE hit.alert ORDER BY hit.score DESC, customer_id
            """
        ).fetchall()


if __name__ == "__main__":
    for alert in run(sys.argv[1], sys.argv[2:] or ["shipped"]):
        print(*alert, sep="\t")
