#!/bin/sh
# Finding: DuckDB hands UHUGEINT over Arrow as decimal128(38, 0), whose values are signed. From 2^127 on they wrap to below
# zero, and nothing says so: no error, no warning. The same value cast to VARCHAR is right.
#
# Versions: duckdb 2.0.1, pyarrow 26.0.1.
# Guess before it was run: an error, or decimal256, or text; an unsigned number of 128 bits has no type in Arrow.
# Seen: type decimal128(38, 0); 2^127 - 1 is right, 2^127 is -2^127, and the largest, 2^128 - 1, is -1.
# For this project: a key of a customer would become another customer's key, so frames/kinds.py casts such columns.
#
# Ends with 0 if this is still so, and with 1 if it has changed.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check duckdb==2.0.1 pyarrow==26.0.1
"$folder/venv/bin/python" - <<'END'
import sys

import duckdb
import pyarrow as pa

largest = 2**128 - 1
relation = duckdb.sql(
    f"SELECT unnest(['{2**127 - 1}', '{2**127}', '{largest}']::UHUGEINT[]) AS key"
)
table = pa.RecordBatchReader.from_stream(relation).read_all()
over_arrow = [int(value) for value in table["key"].to_pylist()]
in_duckdb = [row[0] for row in relation.fetchall()]
as_text = [row[0] for row in duckdb.sql("SELECT key::VARCHAR FROM relation").fetchall()]
print("duckdb", duckdb.__version__, "pyarrow", pa.__version__)
print("type over Arrow:", table["key"].type)
print("in DuckDB: ", in_duckdb)
print("as text:   ", as_text)
print("over Arrow:", over_arrow)
still = (
    str(table["key"].type) == "decimal128(38, 0)"
    and in_duckdb == [2**127 - 1, 2**127, largest]
    and as_text == [str(number) for number in in_duckdb]
    and over_arrow == [2**127 - 1, -(2**127), -1]
)
sys.exit(0 if still else 1)
END
