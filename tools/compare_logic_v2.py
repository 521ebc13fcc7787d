"""Compare with nomenklatura's logic-v2 on labelled pairs of names, both in one run.

usage: compare_logic_v2.py PAIRS.csv...      (query, listed, same, kind; see `sanctionscreen evaluate`)

Run it in an environment of its own that has both: `python -m venv ENV; ENV/bin/pip install nomenklatura .`
nomenklatura is no dependency of this project. Each name becomes an entity with that one name, so that logic-v2 has the
names and the kind to go by, as `compare` has. Prints a table for each file, and how long a pair took.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from importlib.metadata import version

from followthemoney import EntityProxy, model
from nomenklatura.matching import get_algorithm

from sanctionscreen.evaluation import LabelledPair, evaluate_pairs, read_labelled
from sanctionscreen.evaluation.pairs import score_of_pair

_SCHEMATA = {
    "person": "Person", "organization": "Organization", "vessel": "Vessel", "aircraft": "Airplane", None: "LegalEntity",
}  # fmt: skip


def logic_v2() -> Callable[[LabelledPair], float]:
    """The scoring function of logic-v2, with its defaults."""
    algorithm = get_algorithm("logic-v2")
    if algorithm is None:
        sys.exit("this nomenklatura has no logic-v2")
    config = algorithm.default_config()

    def score(pair: LabelledPair) -> float:
        query = _entity(f"query-{pair.line}-{pair.query}", pair.query, _SCHEMATA[pair.kind])
        listed = _entity(f"listed-{pair.line}-{pair.listed}", pair.listed, _SCHEMATA[pair.listed_kind])
        return min(1.0, max(0.0, float(algorithm.compare(query, listed, config).score)))

    return score


def _entity(key: str, name: str, schema: str) -> EntityProxy:
    """An entity with one name; the key has to differ between entities, for what is known of one is cached by it."""
    return model.get_proxy({"id": key, "schema": schema, "properties": {"name": [name]}})


def main(paths: list[str]) -> None:
    """Score every file with both, and print the figures side by side."""
    matchers = {
        f"nomenklatura {version('nomenklatura')} logic-v2": logic_v2(),
        "sanctionscreen": score_of_pair,
    }
    for path in paths:
        pairs = [row for row in read_labelled(path) if isinstance(row, LabelledPair)]
        print(f"\n{path}: {len(pairs):,} pairs")
        print(f"{'':36}  best F1  threshold  precision  recall      AP  AP hard  ms a pair")
        for name, score in matchers.items():
            score(pairs[0])  # what is loaded once is not timed
            began = time.perf_counter()
            report = evaluate_pairs(pairs, score=score)
            spent = 1000 * (time.perf_counter() - began) / len(pairs)
            at = report.at
            print(
                f"{name:36}  {at.f1:7.4f}  {at.threshold:9.4f}  {at.precision:9.4f}  {at.recall:6.4f}"
                f"  {report.average_precision:6.4f}  {report.average_precision_hard:7.4f}  {spent:9.2f}"
            )
            for column in ("group", "kind"):
                groups = report.by.get(column, {}).items()
                shown = [f"{value} {g.f1:.3f}" for value, g in groups if g.same + g.different >= 10]
                if shown:
                    print(f"{'':36}  F1 by {column}: {', '.join(shown)}")


if __name__ == "__main__":
    main(sys.argv[1:])
