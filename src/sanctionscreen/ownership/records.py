"""Records of a file of links: parties, holdings, other links, and problems."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from sanctionscreen.model import Identifier, Kind
from sanctionscreen.ownership.graph import Holding

_MOST_PROBLEMS = 10_000


@dataclass(slots=True)
class Party:
    """One end of a link.

    Attributes:
        id: its key within the files of links: an id of the user's, an LEI, a record id, or a name.
        names: what it is called; empty where the file has only a key that is no name.
        kind: what it is, or None where not said.
        identifiers: numbers and codes.
        listing: `list:entity_id` where the file itself says which listing it is, else empty.
        of_list: whether it comes from the relations that lists state, and from no file of the user's.
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
        """Add what another record of the same party says."""
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
        since, until: first and last day, as `2024-07-03`; empty if unknown.
        location: file and line, or record.
    """

    first: str
    second: str
    role: str
    since: str = ""
    until: str = ""
    location: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """A record of a file of links that was not used, or not as given.

    Attributes:
        location: file and line, or record.
        reason: what is wrong, in words that are the same for all such records, so that they can be counted.
        value: the text in question, at most 100 characters.
        fate: what was done instead: `not used`, `kept with an unknown share`…
    """

    location: str
    reason: str
    fate: str
    value: str = ""

    def __str__(self) -> str:
        return f"{self.location}: {self.reason}{f' ({self.value})' if self.value else ''}: {self.fate}"


@dataclass(slots=True)
class LinkFile:
    """The contents of one file of links.

    Attributes:
        path: as given.
        format: `csv`, `bods`, `gleif` or `ftm`.
        sha256: of its bytes.
        records: rows or statements in it.
        parties: by id.
        holdings: shares and control.
        links: all other links.
        problems: the first 10,000; `reasons` counts all of them.
        reasons: (reason, fate) → how often.
        unused: what was understood and is not needed (columns, schemata), with counts.
    """

    path: str
    format: str
    sha256: str = ""
    records: int = 0
    parties: dict[str, Party] = field(default_factory=dict)
    holdings: list[Holding] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    reasons: Counter[tuple[str, str]] = field(default_factory=Counter)
    unused: Counter[str] = field(default_factory=Counter)

    def add_party(self, party: Party) -> str:
        """Add a party, or what is new about it; returns its id."""
        earlier = self.parties.get(party.id)
        if earlier is None:
            self.parties[party.id] = party
        else:
            earlier.merge(party)
        return party.id

    def add_problem(self, location: str, reason: str, fate: str, value: str = "") -> None:
        """Count a problem, and store the first ones with their locations."""
        self.reasons[reason, fate] += 1
        if len(self.problems) < _MOST_PROBLEMS:
            self.problems.append(Problem(location, reason, fate, value[:100]))
