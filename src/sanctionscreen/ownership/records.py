"""What a file of links holds once it is read: parties, holdings, other ties, and an account of what was not used."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from sanctionscreen.model import Identifier, Kind
from sanctionscreen.ownership.graph import Holding

_PROBLEMS_KEPT = 10_000


@dataclass(slots=True)
class Party:
    """One end of a link.

    Attributes:
        id: its key within the files of links: an id of the user's, an LEI, a record id, or a name.
        names: what it is called; empty where the file has only a key that is no name.
        kind: what it is, or None where not said.
        identifiers: numbers and codes.
        listing: `list:entity_id` where the file itself says which listing it is, else empty.
        of_list: whether it comes of the relations that lists state, and of no file of the user's.
    """

    id: str
    names: tuple[str, ...] = ()
    kind: Kind | None = None
    identifiers: tuple[Identifier, ...] = ()
    listing: str = ""
    of_list: bool = False

    @property
    def name(self) -> str:
        """What to call it in a sentence."""
        return self.names[0] if self.names else self.id

    def merge(self, other: Party) -> None:
        """Take over what another record of the same party says."""
        self.names = tuple(dict.fromkeys((*self.names, *other.names)))
        self.identifiers = tuple(dict.fromkeys((*self.identifiers, *other.identifiers)))
        self.kind = self.kind or other.kind
        self.listing = self.listing or other.listing
        self.of_list = self.of_list and other.of_list


@dataclass(frozen=True, slots=True)
class Link:
    """A link that is neither a holding nor control: a director, a relative, an agent.

    Attributes:
        first, second: ids of the parties; read as "first is `role` of second".
        role: in snake_case: `director`, `family`, `acting_for`, `linked_to`, `manager`…
        since, until: first and last day, as `2024-07-03`; empty where not said.
        place: where it stands.
    """

    first: str
    second: str
    role: str
    since: str = ""
    until: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a file of links that was not used, or not as it stands.

    Attributes:
        place: file and line, or record.
        reason: what is wrong, in words that are the same for all such records, so that they can be counted.
        value: what stands there, at most 100 characters.
        fate: what was done instead: `not used`, `kept with an unknown share`…
    """

    place: str
    reason: str
    fate: str
    value: str = ""

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}{f' ({self.value})' if self.value else ''}: {self.fate}"


@dataclass(slots=True)
class LinkFile:
    """What one file holds.

    Attributes:
        path: as given.
        format: `csv`, `bods`, `gleif` or `ftm`.
        sha256: of its bytes.
        records: rows or statements in it.
        parties: by id.
        holdings: shares and control.
        ties: all other links.
        problems: the first 10,000; `reasons` counts all of them.
        reasons: (reason, fate) → how often.
        unused: what was understood and has no place here (columns, schemata), and how often it stood there.
    """

    path: str
    format: str
    sha256: str = ""
    records: int = 0
    parties: dict[str, Party] = field(default_factory=dict)
    holdings: list[Holding] = field(default_factory=list)
    ties: list[Link] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    reasons: Counter[tuple[str, str]] = field(default_factory=Counter)
    unused: Counter[str] = field(default_factory=Counter)

    def add_party(self, party: Party) -> str:
        """Take in a party, or what is new about it; returns its id."""
        known = self.parties.get(party.id)
        if known is None:
            self.parties[party.id] = party
        else:
            known.merge(party)
        return party.id

    def problem(self, place: str, reason: str, fate: str, value: str = "") -> None:
        """Count a problem, and keep it with its place."""
        self.reasons[reason, fate] += 1
        if len(self.problems) < _PROBLEMS_KEPT:
            self.problems.append(Problem(place, reason, fate, value[:100]))
