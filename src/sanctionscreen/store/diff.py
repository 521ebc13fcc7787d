"""What two editions of a list say differently, by content. Reach for `difference`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, is_dataclass
from typing import Any, Literal

from rapidfuzz.distance import Levenshtein

from sanctionscreen.model import Listing
from sanctionscreen.names.fold import fold

How = Literal["renamed", "respelt", "reordered"]

_RESPELT = 0.6
"""From this similarity of their letters on, two names are spellings of one."""

_FIELDS = tuple(name for name in Listing.model_fields if name not in ("list", "entity_id", "source"))


@dataclass(frozen=True, slots=True)
class Renamed:
    """A party whose primary name is another one.

    Attributes:
        entity_id: of the party.
        before, after: the primary names.
        how: `reordered` if the words are the same; `respelt` if the letters nearly are, or one has words more; else
            `renamed`.
    """

    entity_id: str
    before: str
    after: str
    how: How


@dataclass(frozen=True, slots=True)
class Changed:
    """A party of which something is said differently.

    Attributes:
        entity_id: of the party.
        fields: of each field what it said and says: texts as `from` and `to`, several values as `removed` and `added`.
    """

    entity_id: str
    fields: dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Difference:
    """From one edition to another.

    Attributes:
        added, removed: listings that stand on one of them only, by id.
        renamed: parties with another primary name; they are in `changed` too.
        changed: parties of which anything is said differently, but for where it stands in the file.
    """

    added: dict[str, Listing]
    removed: dict[str, Listing]
    renamed: list[Renamed]
    changed: list[Changed]

    def as_json(self) -> dict[str, Any]:
        """What `lists diff --json` prints."""
        return {
            "added": list(self.added),
            "removed": list(self.removed),
            "renamed": [
                {"entity_id": item.entity_id, "from": item.before, "to": item.after, "how": item.how}
                for item in self.renamed
            ],
            "changed": [{"entity_id": item.entity_id, "fields": item.fields} for item in self.changed],
        }


def difference(old: Mapping[str, Listing], new: Mapping[str, Listing]) -> Difference:
    """Compare two editions, or those parts of them that may differ.

    Args:
        old, new: listings by id.
    """
    added = {key: listing for key, listing in new.items() if key not in old}
    removed = {key: listing for key, listing in old.items() if key not in new}
    renamed, changed = [], []
    for key, after in new.items():
        before = old.get(key)
        if before is None or not (fields := _fields(before, after)):
            continue
        changed.append(Changed(key, fields))
        if before.name != after.name:
            renamed.append(Renamed(key, before.name, after.name, how(before.name, after.name)))
    return Difference(added, removed, renamed, changed)


def how(before: str, after: str) -> How:
    """How a name became another one.

    >>> how("KIM, Il Sung", "Il Sung KIM"), how("Mohamed Ali", "Mohammed Aly"), how("Trade Bank", "Blue Sea Ltd")
    ('reordered', 'respelt', 'renamed')
    """
    one, other = _words(before), _words(after)
    if sorted(one) == sorted(other):
        return "reordered" if one != other else "respelt"
    if "".join(sorted("".join(one))) == "".join(sorted("".join(other))):
        return "reordered"
    if set(one) <= set(other) or set(other) <= set(one):  # a patronymic more, a legal form less
        return "respelt"
    alike = max(
        Levenshtein.normalized_similarity("".join(one), "".join(other)),
        Levenshtein.normalized_similarity("".join(sorted(one)), "".join(sorted(other))),
    )
    return "respelt" if alike >= _RESPELT else "renamed"


def _words(text: str) -> list[str]:
    return fold(text).split()


def _fields(before: Listing, after: Listing) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for field in _FIELDS:
        one, other = getattr(before, field), getattr(after, field)
        if one == other:
            continue
        if not isinstance(other, tuple):
            found[field] = {"from": one, "to": other}
        elif set(one) != set(other):
            found[field] = {"removed": _less(one, other), "added": _less(other, one)}
        elif field == "names" and one[0] != other[0]:  # another of the same names is the primary one
            found[field] = {"from": one[0].name, "to": other[0].name}
    return found


def _less(values: Iterable[Any], others: Iterable[Any]) -> list[Any]:
    without = set(others)
    return [_plain(value) for value in values if value not in without]


def _plain(value: Any) -> Any:
    """A name or number as an object without its empty fields; other values as their text."""
    if is_dataclass(value) and not isinstance(value, type):
        fields = asdict(value)
        text = str(value) if type(value).__str__ is not object.__str__ else None
        return text if text is not None else {key: item for key, item in fields.items() if item}
    return value
