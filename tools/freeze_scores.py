"""Freeze the scores of the hand-written cases: tests/data/quality_cases.csv and script_cases.csv → quality_scores.csv.

usage: freeze_scores.py            write tests/data/quality_scores.csv (make freeze)
       freeze_scores.py --check    only say what would change; ends with 1 if anything does

A change of the scoring then shows as a diff of that file, to be read before it is committed. `tests/quality` fails as
long as scores and file differ by more than `TOLERANCE`.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from sanctionscreen import compare
from sanctionscreen.model import KINDS

DATA = Path(__file__).parents[1] / "tests" / "data"
FROZEN = DATA / "quality_scores.csv"
TOLERANCE = 0.005
COLUMNS = ("kind", "query", "listed", "same", "tier", "category", "score")

Case = tuple[str, str, str]
"""Kind, query, listed: what names a case."""


def cases() -> list[dict[str, str]]:
    """Every case, without scores, in the order of the files; cases in other scripts count as STRONG."""
    with (DATA / "quality_cases.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    scripts = DATA / "script_cases.csv"
    if scripts.exists():
        with scripts.open(encoding="utf-8", newline="") as file:
            rows += [
                {"kind": row["kind"], "query": row["native"], "listed": row["latin"], "same": row["same"],
                 "tier": "STRONG", "category": f"script {row['script']}"}
                for row in csv.DictReader(file)
            ]  # fmt: skip
    return rows


def scored() -> list[dict[str, str]]:
    """Every case with its score of today."""
    found = []
    for row in cases():
        kind = next((kind for kind in KINDS if kind == row["kind"]), None)
        found.append({**row, "score": f"{compare(row['query'], row['listed'], kind=kind).score:.4f}"})
    return found


def frozen() -> dict[Case, float]:
    """The scores as they stand in the file; none if there is no file."""
    if not FROZEN.exists():
        return {}
    with FROZEN.open(encoding="utf-8", newline="") as file:
        return {key(row): float(row["score"]) for row in csv.DictReader(file)}


def key(row: dict[str, str]) -> Case:
    """What names a case."""
    return row["kind"], row["query"], row["listed"]


def differences(rows: list[dict[str, str]], before: dict[Case, float]) -> list[str]:
    """A line for each case whose score has moved, the furthest first, then those that are new or gone."""
    moved = [
        (float(row["score"]) - before[key(row)], row)
        for row in rows
        if key(row) in before and abs(float(row["score"]) - before[key(row)]) > TOLERANCE
    ]
    moved.sort(key=lambda item: -abs(item[0]))
    lines = [
        f"{_good(change, row)} {before[key(row)]:.4f} -> {row['score']}  {_shown(row)}"
        for change, row in moved
    ]
    keys = {key(row) for row in rows}
    lines += [f"new    {row['score']}            {_shown(row)}" for row in rows if key(row) not in before]
    lines += [
        f"gone   {score:.4f}            {' | '.join(case)}"
        for case, score in before.items()
        if case not in keys
    ]
    return lines


def _good(change: float, row: dict[str, str]) -> str:
    return "better" if (change > 0) == (row["same"] == "true") else "worse "


def _shown(row: dict[str, str]) -> str:
    label = "same" if row["same"] == "true" else "different"
    return f"{row['query']} | {row['listed']}  ({row['kind'] or 'any kind'}, {row['tier']}, {row['category']}: {label})"


def main(arguments: list[str]) -> int:
    """Write the file, or with `--check` only tell."""
    rows = scored()
    lines = differences(rows, frozen())
    print("\n".join(lines) or "no score has moved")
    if "--check" in arguments:
        return 1 if lines else 0
    with FROZEN.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
