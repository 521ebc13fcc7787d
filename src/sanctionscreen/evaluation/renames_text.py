"""Lines of a report on renamed parties, for people. Reach for `renames_text`."""

from __future__ import annotations

from collections.abc import Iterator

from sanctionscreen.evaluation.renames import ALIKE, RenamesReport


def renames_text(report: RenamesReport) -> Iterator[str]:
    """Yield the lines of a report on renamed parties."""
    cases = report.renamed.cases + report.respelt.cases
    yield f"{cases:,} parties with a former and a current name, asked by the current one"
    measures = "the better of Jaro-Winkler and token_sort_ratio"
    yield f"Threshold {report.threshold:.4f}; respelt: {ALIKE} or more on {measures}"
    if report.not_listed:
        yield f"{report.not_listed:,} of them are not on the lists; history and links are asked of the others"
    yield ""
    yield (
        f"{'':<26}{'parties':>9}" + "".join(f"{title:>17}" for title in _WAY_TITLES.values()) + f"{'any':>16}"
    )
    rows = {
        "renamed": report.renamed,
        **{f"  {kind}": recall for kind, recall in sorted(report.by_kind.items())},
    }
    for title, recall in {**rows, "respelt": report.respelt}.items():
        shares = "".join(f"{_share(recall.found[way], recall.asked[way]):>17}" for way in _WAY_TITLES)
        yield f"{title:<26}{recall.cases:>9,}{shares}{_share(recall.by_any, recall.cases):>16}"
    yield ""
    history = "the lists with all names they have" if report.lists else "one that has both names"
    yield f"name: against a list that has the former name alone; history: against {history};"
    yield "identifier: with the number, against the former name; link: with the addresses that the lists give."


_WAY_TITLES = {
    "name": "by name alone",
    "history": "with history",
    "identifier": "with identifier",
    "link": "with links",
}


def _share(part: int, of: int) -> str:
    return f"{part / of:.3f} of {of}" if of else "-"
