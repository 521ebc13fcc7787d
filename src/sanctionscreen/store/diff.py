"""Difference of two editions of a list, by the content of their listings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, is_dataclass
from typing import Any, Literal

from rapidfuzz.distance import Levenshtein

from sanctionscreen.model import Listing
from sanctionscreen.names.fold import fold

RenameKind = Literal["renamed", "respelt", "reordered"]

_RESPELT = 0.6
"""Least similarity of the letters of two spellings of one name."""

_FIELDS = tuple(name for name in Listing.model_fields if name not in ("list", "entity_id", "source"))


@dataclass(frozen=True, slots=True)
class Renamed:
    """A party whose primary name changed.

    Attributes:
        entity_id: of the party.
        before, after: the primary names.
        how: `reordered` if the words are the same; `respelt` if the letters nearly are, or one has words more; else
            `renamed`.
    """

    entity_id: str
    before: str
    after: str
    how: RenameKind


@dataclass(frozen=True, slots=True)
class Changed:
    """A party whose listing changed.

    Attributes:
        entity_id: of the party.
        fields: the change of each field: of a text `from` and `to`, of several values `removed` and `added`.
    """

    entity_id: str
    fields: dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Difference:
    """The changes from one edition to another.

    Attributes:
        added, removed: listings that only one of the editions has, by id.
        renamed: parties with another primary name; they are in `changed` too.
        changed: parties whose listing changed in anything but its position in the file.
    """

    added: dict[str, Listing]
    removed: dict[str, Listing]
    renamed: list[Renamed]
    changed: list[Changed]

    def as_json(self) -> dict[str, Any]:
        """The object that `lists diff --json` prints."""
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
    """Compare two editions, or the parts of them that may differ.

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
            renamed.append(Renamed(key, before.name, after.name, kind_of_rename(before.name, after.name)))
    return Difference(added, removed, renamed, changed)


def kind_of_rename(before: str, after: str) -> RenameKind:
    """How one name differs from the one that it replaced.

    >>> kind_of_rename("KIM, Il Sung", "Il Sung KIM"), kind_of_rename("Mohamed Ali", "Mohammed Aly")
    ('reordered', 'respelt')
    >>> kind_of_rename("Trade Bank", "Blue Sea Ltd")
    'renamed'
    """
    old, new = _words(before), _words(after)
    if sorted(old) == sorted(new):
        return "reordered" if old != new else "respelt"
    if "".join(sorted("".join(old))) == "".join(sorted("".join(new))):
        return "reordered"
    if set(old) <= set(new) or set(new) <= set(old):  # a patronymic more, a legal form less
        return "respelt"
    similarity = max(
        Levenshtein.normalized_similarity("".join(old), "".join(new)),
        Levenshtein.normalized_similarity("".join(sorted(old)), "".join(sorted(new))),
    )
    return "respelt" if similarity >= _RESPELT else "renamed"


def _words(text: str) -> list[str]:
    return fold(text).split()


def _fields(before: Listing, after: Listing) -> dict[str, dict[str, Any]]:
    changes: dict[str, dict[str, Any]] = {}
    for field in _FIELDS:
        old, new = getattr(before, field), getattr(after, field)
        if old == new:
            continue
        if not isinstance(new, tuple):
            changes[field] = {"from": old, "to": new}
        elif set(old) != set(new):
            changes[field] = {"removed": _without(old, new), "added": _without(new, old)}
        elif field == "names" and old[0] != new[0]:  # another of the same names is the primary one
            changes[field] = {"from": old[0].name, "to": new[0].name}
    return changes


def _without(values: Iterable[Any], others: Iterable[Any]) -> list[Any]:
    excluded = set(others)
    return [_plain(value) for value in values if value not in excluded]


def _plain(value: Any) -> Any:
    """A name or identifier as a dictionary without its empty fields; other values as text."""
    if is_dataclass(value) and not isinstance(value, type):
        fields = asdict(value)
        text = str(value) if type(value).__str__ is not object.__str__ else None
        return text if text is not None else {key: item for key, item in fields.items() if item}
    return value
