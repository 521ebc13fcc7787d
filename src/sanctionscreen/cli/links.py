"""`sanctionscreen links`: inspects files of owners and other links."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import click

from sanctionscreen.cli.common.output import print_json

if TYPE_CHECKING:
    from sanctionscreen.ownership.records import LinkFile

_SHOWN = 20


@click.group()
def links() -> None:
    """Look into files of owners and other links."""


@links.command()
@click.argument("file")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
def inspect(file: str, *, as_json: bool) -> int:
    """Say what FILE holds: its format, parties, holdings and other links, and all that could not be used.

    \b
      sanctionscreen links inspect owners.csv
      sanctionscreen links inspect gleif-rr.csv --json
    """
    from sanctionscreen.ownership import read_links

    about = _summary(read_links(file))
    if as_json:
        print_json(about)
    else:
        _print(about)
    return 0


def _summary(file: LinkFile) -> dict[str, Any]:
    from sanctionscreen.ownership.validation import cycles

    shares = [holding for holding in file.holdings if holding.kind == "ownership"]
    rings = cycles(file)
    owners = Counter(holding.owned for holding in shares).most_common(1)
    return {
        "path": file.path,
        "format": file.format,
        "sha256": file.sha256,
        "records": file.records,
        "parties": len(file.parties),
        "shares": len(shares),
        "shares_unknown": sum(holding.least == 0 and holding.most == 100 for holding in shares),
        "control": len(file.holdings) - len(shares),
        "other_links": dict(Counter(link.role for link in file.links).most_common()),
        "with_an_end": sum(bool(holding.until) for holding in file.holdings),
        "most_owners_of_one_company": owners[0][1] if owners else 0,
        "rings": [{"parties": len(ring), "some": sorted(ring)[:5]} for ring in rings],
        "problems": [
            {"reason": reason, "fate": fate, "count": count}
            for (reason, fate), count in file.reasons.most_common()
        ],
        "places": [str(problem) for problem in file.problems],
        "unused": dict(file.unused.most_common()),
    }


def _print(about: dict[str, Any]) -> None:
    from sanctionscreen.cli.common.terminal import printable

    lines = [
        f"{about['path']}: {about['format']}, {about['records']:,} records, {about['parties']:,} parties",
        f"  shares          {about['shares']:,}, of which {about['shares_unknown']:,} of unknown size; "
        f"at most {about['most_owners_of_one_company']:,} owners of one company",
        f"  control         {about['control']:,}",
        f"  with an end     {about['with_an_end']:,} of them",
    ]
    lines += [f"  {role.replace('_', ' '):15} {count:,}" for role, count in about["other_links"].items()]
    rings = about["rings"]
    if rings:
        lines.append(f"  rings           {len(rings):,} in which parties own each other:")
        lines += [f"    {ring['parties']:,}: {', '.join(ring['some'])}" for ring in rings[:5]]
    lines += [f"  {item['count']:,} times: {item['reason']}: {item['fate']}" for item in about["problems"]]
    lines += [f"    {place}" for place in about["places"][:_SHOWN]]
    if (more := sum(item["count"] for item in about["problems"]) - _SHOWN) > 0:
        lines.append(f"    {more:,} more; --json has the first 10,000")
    lines += [f"  {count:,} not used: {what}" for what, count in about["unused"].items()]
    for line in lines:
        click.echo(printable(line))
