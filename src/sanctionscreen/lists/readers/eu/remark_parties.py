"""Parties that the EU's list has in a remark on another party only: the ships of EU.4196.56."""

from __future__ import annotations

import re

from sanctionscreen.lists.builder import EditionBuilder, ListingDraft
from sanctionscreen.model import Identifier, ListedName, Relation, Source

_BEFORE = "following vessels with IMO"
"""The text before the ships in the remark."""

_SHIPS = re.compile(r"\([a-z]\)\s+([^();,:]+?(?:\s*\([^()]*\))*)\s+(\d{7})\b")
"""An item of `(a) SHIP (FORMER NAME) (FORMER NAME) 1234567, (b) …` after `following vessels with IMO
Number:`."""


def has_ships(draft: ListingDraft) -> bool:
    """Whether a remark lists ships."""
    return any(_BEFORE in remark for remark in draft.remarks)


def ships_in_remarks(draft: ListingDraft, builder: EditionBuilder, reference: str) -> None:
    """Make listings of the ships that are in a remark on their operator only."""
    for remark in draft.remarks:
        if _BEFORE not in remark:
            continue
        for text, number in _SHIPS.findall(remark[remark.index(_BEFORE) :]):
            name, *former = (part.strip() for part in re.split(r"[()]", text) if part.strip())
            ship = ListingDraft(f"{draft.entity_id}/{number}", kind="vessel", references=[reference])
            ship.names = [ListedName(name, published_type="remark")]
            ship.names += [
                ListedName(former_name, "previous_name", published_type="remark") for former_name in former
            ]
            ship.identifiers.append(Identifier("imo_number", number))
            ship.programmes, ship.measures = list(draft.programmes), list(draft.measures)
            operator = draft.names[0].name if draft.names else ""
            ship.relations.append(Relation("operated_by", operator, draft.entity_id))
            ship.listed_on = draft.listed_on
            ship.source = Source(builder.path.name, f"remark on {reference}")
            builder.add_from_remark(ship)
