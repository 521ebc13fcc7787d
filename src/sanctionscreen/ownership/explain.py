"""Explanation of an ownership finding in sentences: the path and the arithmetic."""

from __future__ import annotations

from collections.abc import Callable

from sanctionscreen.ownership.control import CascadeStep, Finding
from sanctionscreen.ownership.graph import Holding


def sentences(finding: Finding, name_of: Callable[[str], str]) -> list[str]:
    """Explain why a party is owned or controlled: a sentence for each company on the path, then the conclusion.

    Args:
        finding: the result of a policy.
        name_of: the name to show for a party's id.

    Returns:
        One sentence at least.
    """
    return [_step(step, finding, name_of) for step in finding.steps] + [_conclusion(finding, name_of)]


def _step(step: CascadeStep, finding: Finding, name_of: Callable[[str], str]) -> str:
    parts = [_part(holding, finding, name_of) for holding in step.holdings]
    control = [holding for holding in step.holdings if holding.kind == "control"]
    if control:
        return f"{name_of(step.owned)} is controlled by {' and '.join(parts)}"
    least, most = f"{step.least:g} %", f"{step.most:g} %"
    total = least if step.least == step.most else f"{least} to {most}"
    together = f" = {total}" if len(parts) > 1 else ""
    return f"{name_of(step.owned)} is held by {' + '.join(parts)}{together}"


def _part(holding: Holding, finding: Finding, name_of: Callable[[str], str]) -> str:
    listed = " (listed)" if holding.owner in finding.sources else ""
    share = "" if holding.kind == "control" else f" {holding.share}"
    pact = f" under {holding.joint}" if holding.joint else ""
    return f"{name_of(holding.owner)}{listed}{share}{pact}"


def _conclusion(finding: Finding, name_of: Callable[[str], str]) -> str:
    policy, name = finding.policy, name_of(finding.party)
    rule = f"{policy.title}; {policy.source}"
    if finding.verdict == "owned":
        return f"{name} counts as owned: {policy.wanted} ({rule})"
    if finding.verdict == "controlled":
        return f"{name} counts as controlled ({rule})"
    if finding.verdict == "unknown":
        return f"whether {name} counts as owned is not known: unknown shares may come to {policy.wanted} ({rule})"
    return f"the holdings at hand don't show {name} to be owned or controlled, which is no proof that it isn't ({rule})"
