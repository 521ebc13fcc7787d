"""The worked example of docs/candidates.md: one query against three names, step by step, with its numbers.

python tools/worked_example.py                               # print the tables
python tools/worked_example.py --write docs/candidates.md    # put them into the page, and draw the figure
python tools/worked_example.py                             # print the tables
python tools/worked_example.py --write docs/candidates.md  # put them into the page, and draw the figure
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from doc_figures import replace_section, table_head, table_row

from sanctionscreen.matching.candidates.prefix_filter import find_candidates, slot_volume
from sanctionscreen.matching.candidates.score_bound import pairs_that_may_reach
from sanctionscreen.matching.candidates.upper_bound import CoverageBound
from sanctionscreen.matching.encode.encoded_names import EncodedNames, encode_names
from sanctionscreen.matching.encode.kinds import OTHER
from sanctionscreen.matching.explain import REASONS
from sanctionscreen.matching.matcher import Matcher, compile_names
from sanctionscreen.matching.scoring.features import BOUND_FEATURES, FEATURES, cost
from sanctionscreen.matching.scoring.pair_stats import optimistic_stats
from sanctionscreen.matching.scoring.score import aligned_stats, score_pairs
from sanctionscreen.matching.scoring.weights import load_weights
from sanctionscreen.matching.tokens.match_lookup import group_lookups
from sanctionscreen.matching.tokens.token_rules import Reason, TokenMatches

QUERY = "Tanchon Comercial Bnk Ltd"
LISTED = (
    "Tanchon Commercial Bank",
    "Commercial Bank of the Nampo Ferry",
    "Amroggang Development Banking Corporation",
)
THRESHOLD = load_weights().threshold
BEGIN, END = "<!-- example: made by tools/worked_example.py -->", "<!-- end of example -->"


class Example:
    """The two sides, encoded, and the matches of their tokens."""

    def __init__(self) -> None:
        self.query: EncodedNames = encode_names([QUERY], ["organization"])
        self.listed: EncodedNames = encode_names(LISTED, ["organization"] * len(LISTED))
        self.matcher: Matcher = compile_names(self.listed)
        self.lookups = group_lookups(self.matcher.keys.match(self.query.table.vocabulary))
        self.matches: TokenMatches = self.lookups[OTHER].matches
        self.postings = self.matcher.postings[OTHER]
        thresholds = np.full((2, len(self.query.table)), THRESHOLD)
        self.most_unmatched = load_weights().most_unmatched(thresholds, self.query.table)[OTHER]

    def rows(self) -> Iterator[tuple[int, str]]:
        """The first reading of each listed name: its row, and the name."""
        for name, text in enumerate(LISTED):
            yield int(np.searchsorted(self.listed.name_of_row, name)), text


def tokens_of(names: EncodedNames, row: int) -> list[tuple[str, float]]:
    """Tokens of a reading and their weights in bits."""
    table = names.table
    slots = slice(int(table.starts[row]), int(table.starts[row + 1]))
    texts = [str(table.vocabulary.texts[token]) for token in table.tokens[slots].tolist()]
    return list(zip(texts, table.weights[OTHER][slots].tolist(), strict=True))


def encoding(example: Example) -> Iterator[str]:
    """Yield the tokens and weights of all names."""
    yield from table_head("name", ["tokens and their weights in bits", "total"])
    for names, row, text in [
        (example.query, 0, QUERY),
        *((example.listed, row, text) for row, text in example.rows()),
    ]:
        tokens = tokens_of(names, row)
        shown = ", ".join(f"{token} {weight:.1f}" for token, weight in tokens)
        yield table_row(text, [shown, f"{sum(weight for _, weight in tokens):.1f}"])


def token_matches(example: Example) -> Iterator[str]:
    """Yield the matches of tokens."""
    matches, query, listed = example.matches, example.query.table.vocabulary, example.listed.table.vocabulary
    yield from table_head("query token", ["listed token", "similarity", "reason"])
    for row in range(len(matches.listed)):
        reason = REASONS[Reason(int(matches.reason[row]))]
        cells = [str(listed.texts[int(matches.listed[row])]), f"{matches.similarity[row]:.2f}", reason]
        yield table_row(str(query.texts[int(matches.query[row])]), cells)


def blocking(example: Example) -> Iterator[str]:
    """Yield what each query token would cost to look up."""
    table = example.query.table
    volume = slot_volume(table, example.matches, example.postings)
    yield from table_head("query token", ["weight", "length of its posting lists"])
    for slot, (token, weight) in enumerate(tokens_of(example.query, 0)):
        yield table_row(token, [f"{weight:.1f}", f"{volume[slot]:.0f}"])
    total, unmatched = float(table.totals[OTHER][0]), float(example.most_unmatched[0])
    yield ""
    yield f"U = {total:.1f} bits; at most {unmatched:.1f} of them may stay unmatched for a score of {THRESHOLD}."


def bounds(example: Example) -> tuple[list[str], set[int], set[int]]:
    """The table of upper bounds, the rows that are scored, and the candidates."""
    query, listed, weights = example.query, example.listed, load_weights()
    names = query.table, listed.table
    bound = CoverageBound(*names, example.matches, example.postings, OTHER, example.most_unmatched)
    candidates: set[int] = set()
    scored: set[int] = set()
    for pairs in find_candidates(
        query.table, OTHER, example.matches, example.postings, example.most_unmatched
    ):
        candidates |= set(pairs[1].tolist())
        scored |= set(pairs_that_may_reach(query, listed, pairs, bound, THRESHOLD)[1].tolist())
    lines = list(
        table_head(
            "listed name", ["candidate", "matchable weight, query and listed", "upper bound", "scored"]
        )
    )
    for row, text in example.rows():
        rows = np.zeros(1, np.int32), np.array([row], np.int32)
        loose = CoverageBound(
            *names, example.matches, example.postings, OTHER, np.full(len(query.table), np.inf)
        )
        *_, of_query, of_listed = loose.matchable(*rows)
        totals = query.table.totals[OTHER][rows[0]], listed.table.totals[OTHER][rows[1]]
        stats = optimistic_stats(*totals, of_query, of_listed)
        best = float(np.exp(-cost(stats, weights.features[OTHER], BOUND_FEATURES))[0])
        cells = [
            "yes" if row in candidates else "no",
            f"{of_query[0]:.1f}, {of_listed[0]:.1f}",
            f"{best:.2f}",
        ]
        lines.append(table_row(text, [*cells, "yes" if row in scored else "no"]))
    return lines, scored, candidates


def scoring(example: Example, scored: set[int]) -> Iterator[str]:
    """Yield alignment, costs and score of the pairs that are scored."""
    weights = load_weights()
    for row, text in example.rows():
        if row not in scored:
            continue
        pair = (
            example.query,
            np.zeros(1, np.int32),
            example.listed,
            np.array([row], np.int32),
            example.lookups,
            OTHER,
        )
        _, stats = aligned_stats(*pair)
        yield f"**{QUERY} ~ {text}**: {stats.matched[0]:.1f} bits matched, {stats.similar[0]:.1f} after similarity;"
        unmatched = stats.unmatched_query[0], stats.unmatched_listed[0]
        yield f"unmatched {unmatched[0]:.1f} of the query and {unmatched[1]:.1f} of the listed name."
        yield ""
        yield from table_head("feature", ["value", "weight", "cost"])
        total = 0.0
        for feature, weight in zip(FEATURES, weights.features[OTHER], strict=True):
            value = float(feature(stats)[0])
            if value * weight >= 0.0005:
                total += value * weight
                yield table_row(feature.__name__, [f"{value:.3f}", f"{weight:.3f}", f"{value * weight:.3f}"])
        yield table_row("sum", ["", "", f"{total:.3f}"])
        yield ""
        yield f"Score: exp(−{total:.3f}) = **{score_pairs(*pair)[0]:.4f}**."
        yield ""


def figure(example: Example, scored: set[int], candidates: set[int]) -> str:
    """The example as an SVG picture: query tokens, the listed tokens that match them, and the names that hold these."""
    matches, query, listed = example.matches, example.query.table.vocabulary, example.listed.table.vocabulary
    lines, texts = [], []
    at_query = {
        int(token): 40 + 50 * slot for slot, token in enumerate(example.query.table.tokens[:4].tolist())
    }
    for token, y in at_query.items():
        texts.append(_text(20, y, query.texts[token], "query"))
    at_listed: dict[int, int] = {}
    for row in range(len(matches.listed)):
        token = int(matches.listed[row])
        if "".join(listed.texts[token].split()) and token not in at_listed:
            at_listed[token] = 40 + 50 * len(at_listed)
            texts.append(_text(260, at_listed[token], listed.texts[token], "listed"))
        lines.append(_line(110, at_query[int(matches.query[row])], 250, at_listed[token]))
    for number, (row, name) in enumerate(example.rows()):
        y = 40 + 62 * number
        kind = "scored" if row in scored else "candidate" if row in candidates else "out"
        verdict = {"scored": "scored", "candidate": "dropped by its bound", "out": "no candidate"}[kind]
        texts.append(_text(500, y, name, kind))
        texts.append(_text(500, y + 18, verdict, "small"))
        slots = slice(int(example.listed.table.starts[row]), int(example.listed.table.starts[row + 1]))
        for token in example.listed.table.tokens[slots].tolist():
            if token in at_listed:
                lines.append(_line(350, at_listed[token], 490, y))
    heads = [(20, "query tokens"), (260, "token matches"), (500, "posting lists, names")]
    texts += [_text(x, 16, head, "small") for x, head in heads]
    return _SVG.format(body="\n".join(lines + texts))


def _line(x: int, y: int, to_x: int, to_y: int) -> str:
    return f'<line x1="{x}" y1="{y - 4}" x2="{to_x}" y2="{to_y - 4}"/>'


def _text(x: int, y: int, text: str, kind: str) -> str:
    return f'<text x="{x}" y="{y}" class="{kind}">{text}</text>'


_SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 840 230" role="img"
 aria-label="Candidates of one query">
<style>text {{ font: 14px sans-serif; fill: #222 }} .small {{ font-size: 11px; fill: #777 }} .out {{ fill: #999 }}
.scored {{ font-weight: bold }} line {{ stroke: #69c; stroke-width: 1.5 }}</style>
<rect width="840" height="230" fill="white"/>
{body}
</svg>
"""


def sections(example: Example) -> tuple[str, str]:
    """The tables as Markdown, and the figure as SVG."""
    lines, scored, candidates = bounds(example)
    parts = [
        ("1. Encode", _TEXTS[0], encoding(example)),
        ("2. Match tokens", _TEXTS[1], token_matches(example)),
        ("3. Look up the prefix", _TEXTS[2], blocking(example)),
        ("4. Bound the score", _TEXTS[3], lines),
        ("5. Align and score", _TEXTS[4], scoring(example, scored)),
    ]
    text = "\n\n".join(f"## {head}\n\n{intro}\n\n" + "\n".join(rows).strip() for head, intro, rows in parts)
    return text, figure(example, scored, candidates)


_TEXTS = (
    "Each name becomes tokens. A token weighs as many bits as it is surprising (its inverse document frequency), and a"
    "\nlegal form weighs little.",
    "Blocking keys (the token itself, its sound, its consonants, deletions of a letter or two, tables of translations)"
    "\nbring similar tokens of the two sides together. A rule checks each pair and gives its similarity.",
    "U is the weight of the query. A name that leaves more of it unmatched than the threshold allows is no hit. So"
    "\na listed name must match one token of the prefix: tokens, cheapest posting lists first, that together weigh more"
    "\nthan may stay unmatched. Only names in the posting lists of these tokens are candidates.",
    "For each candidate, bit masks give the most weight that the two names can match in each other. If the best score"
    "\nwith that weight lies below the threshold, the pair is dropped. No similarity is needed, and no hit is lost.",
    "What is left is aligned token by token. Sums over the alignment give the features, each a value from 0 to 1.",
)


def main(arguments: list[str]) -> None:
    """Print the example, or write it."""
    text, picture = sections(Example())
    if "--write" in arguments:
        page = Path(arguments[arguments.index("--write") + 1])
        replace_section(page, BEGIN, END, text)
        page.with_suffix(".svg").write_text(picture, "utf-8")
    else:
        print(text)


if __name__ == "__main__":
    main(sys.argv[1:])
