"""Reader for OFAC's legacy flat files: SDN, ALT, ADD and SDN_COMMENTS as CSV, `|` or `@` delimited, of either list.

No header, no date. A table is recognised by its rows: twelve fields are parties, five are aliases, six are
addresses, two are the ends of remarks that were cut at 1,000 characters. Specification:
https://ofac.treasury.gov/media/29976/download
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from sanctionscreen.lists.builder import EditionBuilder, ListingDraft
from sanctionscreen.lists.formats import OFAC_NULL, OFAC_WIDTHS, ofac_delimiter
from sanctionscreen.lists.readers.ofac import codes, programmes
from sanctionscreen.lists.readers.ofac.remarks import read_remarks
from sanctionscreen.model import Address, Identifier, NameType, Relation
from sanctionscreen.parsing.delimited import END_OF_FILE, decode, rows

ALIAS_TYPES: dict[str, NameType] = {"aka": "alias", "fka": "previous_name", "nka": "alias"}
_Adder = Callable[[ListingDraft, list[str], EditionBuilder], str]
"""Puts a row onto its party; returns why it could not, or nothing."""

_REMARK_LIMIT = 1000
_STRAY_SHARE = 0.01


class Table(NamedTuple):
    """One file of the family: what its rows are, and the rows with their lines."""

    file: str
    kind: str
    rows: list[tuple[int, list[str]]]


def _read_table(name: str, data: bytes, builder: EditionBuilder) -> Table:
    """Read one file of the family into rows of one width, without interpreting them.

    Raises:
        ListFileError: if the file is cut off, glued to another, or not of this family.
    """
    path = builder.path / name if builder.path.is_dir() else builder.path
    text = decode(data, path, fallback="cp1252")
    delimiter = ofac_delimiter(text[: text.find("\n")] if "\n" in text else text)
    if delimiter is None:
        raise builder.error(
            "is no OFAC table: the first row doesn't begin with a uid", "line 1", file=_inside(builder, name)
        )
    numbered_rows: list[tuple[int, list[str]]] = []
    end = 0
    for line, row in rows(text, path, delimiter=delimiter, warnings=builder.warnings):
        if end:
            message = "two files glued together: an end-of-file byte (0x1A) comes before further rows"
            raise builder.error(message, f"line {end}", file=_inside(builder, name))
        if len(row) == 1 and not row[0].strip(END_OF_FILE + " "):
            end = line
            continue
        if END_OF_FILE in row[-1]:
            row[-1] = row[-1].replace(END_OF_FILE, "")
            end = line
        numbered_rows.append((line, row))
    if not numbered_rows:
        raise builder.error("holds no row", file=_inside(builder, name))
    width = len(numbered_rows[0][1])
    if width not in OFAC_WIDTHS:
        message = f"rows of {width} fields; OFAC's tables have 12, 5, 6 or 2"
        raise builder.error(message, "line 1", file=_inside(builder, name))
    line, last = numbered_rows[-1]
    if len(last) != width or last[-1].strip() == "-":
        message = f"is cut off: the last row has {len(last)} of {width} fields, or ends within one"
        raise builder.error(message, f"line {line}", file=_inside(builder, name))
    if (
        last[-1].strip() == OFAC_NULL[:2]
    ):  # a copy of 2019 lacks its last three bytes, and nothing of its content
        last[-1] = OFAC_NULL
        builder.warnings.append(f"{name} ends within the last null, at line {line}")
    return Table(name, OFAC_WIDTHS[width], numbered_rows)


def _tables_of(paths: list[Path], builder: EditionBuilder) -> list[Table]:
    """The tables of several files; twins of one table (`sdn.csv` and `sdn.pip`) are read once, with a
    warning."""
    tables: dict[str, Table] = {}
    for path in paths:
        table = _read_table(path.name, path.read_bytes(), builder)
        twin = tables.setdefault(table.kind, table)
        if twin is not table:
            if [row[0] for _, row in twin.rows] != [row[0] for _, row in table.rows]:
                message = f"holds two tables of {table.kind} that differ: {twin.file} and {table.file}"
                raise builder.error(message)
            builder.warnings.append(f"{table.file} repeats {twin.file} and was not read twice")
    return list(tables.values())


def read(path: Path, builder: EditionBuilder) -> None:
    """Read a table of parties that comes alone, without its aliases and addresses."""
    read_family([path], builder)


def read_family(paths: list[Path], builder: EditionBuilder) -> None:
    """Make listings of the tables of one list.

    Raises:
        ListFileError: if there is no table of parties, or if aliases and addresses belong to another edition.
    """
    by_kind = {table.kind: table for table in _tables_of(paths, builder)}
    if "parties" not in by_kind:
        raise builder.error(
            f"holds {' and '.join(by_kind)} only; the table of parties (SDN.CSV, CONS_PRIM.CSV) is missing"
        )
    if not builder.list_id:
        builder.list_id = _list_of(by_kind["parties"], builder)
    for kind in ("aliases", "addresses"):
        if kind not in by_kind:
            builder.warnings.append(f"no table of {kind}: the listings lack what is in it alone")
    comments = _comments(by_kind.get("comments"), builder)
    drafts = _parties(by_kind["parties"], comments, builder)
    _join(by_kind.get("aliases"), drafts, builder, _add_alias)
    _join(by_kind.get("addresses"), drafts, builder, _add_address)
    for line, draft in drafts.values():
        builder.add(draft, record=f"line {line}", file=by_kind["parties"].file)


def _list_of(table: Table, builder: EditionBuilder) -> str:
    """Which of OFAC's two lists this is: by ids and programmes, else by the names of file and folder."""
    if any(row[0].strip() in programmes.SDN_ONLY_UIDS for _, row in table.rows):
        return "us-ofac-sdn"
    for _, row in table.rows:
        if len(row) == 12 and not programmes.NON_SDN_ONLY.isdisjoint(_programmes(row[3])):
            return "us-ofac-cons"
    return programmes.list_by_name(f"{builder.path.parent.name}/{builder.path.name}/{table.file}", builder)


def _comments(table: Table | None, builder: EditionBuilder) -> dict[str, str]:
    comments: dict[str, str] = {}
    for line, row in table.rows if table else ():
        if len(row) == 2:
            comments[row[0].strip()] = comments.get(row[0].strip(), "") + row[1]
        else:
            builder.reject(_place(table, line), f"{len(row)} fields instead of 2")
    return comments


def _parties(
    table: Table, comments: dict[str, str], builder: EditionBuilder
) -> dict[str, tuple[int, ListingDraft]]:
    drafts: dict[str, tuple[int, ListingDraft]] = {}
    for line, row in table.rows:
        if len(row) != 12 or not row[0].strip().isdigit():
            builder.reject(
                _place(table, line), f"{len(row)} fields instead of 12" if len(row) != 12 else "no uid"
            )
            continue
        uid = row[0].strip()
        remark = _value(row[11])
        if uid in comments:  # the cut goes through words, so the halves are joined without a space
            remark = (row[11] if remark else "") + comments.pop(uid)
        draft = _party(uid, row, builder)
        if remark:
            read_remarks(remark, draft, builder, record=f"uid {uid}")
            if len(row[11]) >= _REMARK_LIMIT and len(remark) == len(row[11].strip()):
                builder.warnings.append(
                    f"uid {uid}: the remark is cut at 1,000 characters and no comment goes on with it"
                )
        key = uid
        while key in drafts:
            key += "#"  # a repeated uid: the aliases belong to the first, and `EditionBuilder.add` numbers the others
        drafts[key] = line, draft
    for uid in comments:
        builder.reject(f"comment on uid {uid}", "no party has this uid")
    return drafts


def _party(uid: str, row: list[str], builder: EditionBuilder) -> ListingDraft:
    _, name, kind, codes_text, title, call_sign, vessel_type, tonnage, gross, flag, owner, _ = map(
        _value, row
    )
    draft = ListingDraft(uid, kind=codes.KINDS.get(kind.lower()))
    if draft.kind is None:
        builder.unknown[f"SDN_Type {kind}"] += 1
    draft.add_name(name, published="primary")
    if title:
        draft.positions.extend(part.strip() for part in title.split(";"))
    draft.programmes.extend(_programmes(codes_text))
    measures, unknown = programmes.measures(builder.list_id, draft.programmes)
    draft.measures.extend(measures)
    builder.unknown.update(f"programme {programme}: measures not known" for programme in unknown)
    if call_sign:
        draft.identifiers.append(Identifier("call_sign", call_sign))
    if flag and flag != "None Identified":
        draft.countries.append(flag)
    if owner:
        draft.relations.append(Relation("owned_by", owner))
    for word, text in (
        ("vessel type", vessel_type),
        ("tonnage", tonnage),
        ("gross registered tonnage", gross),
    ):
        if text:
            builder.unused[word] += 1
    return draft


def _join(
    table: Table | None, drafts: dict[str, tuple[int, ListingDraft]], builder: EditionBuilder, add: _Adder
) -> None:
    if table is None:
        return
    width = len(table.rows[0][1])
    strays = 0
    for line, row in table.rows:
        if len(row) != width:
            builder.reject(_place(table, line), f"{len(row)} fields instead of {width}")
        elif (entry := drafts.get(row[0].strip())) is None:
            builder.reject(_place(table, line), f"no party has the uid {row[0].strip()}")
            strays += 1
        elif reason := add(entry[1], row, builder):
            builder.reject(_place(table, line), reason)
    if strays > max(5, _STRAY_SHARE * len(table.rows)):
        message = (
            f"{strays} of {len(table.rows)} {table.kind} belong to no party: is the table of parties cut off?"
        )
        raise builder.error(message, file=_inside(builder, table.file))


def _add_alias(draft: ListingDraft, row: list[str], builder: EditionBuilder) -> str:
    word, name = row[2].strip().lower(), _value(row[3])
    if not name:
        return "an alias without a name"
    if word not in ALIAS_TYPES:
        builder.unknown[f"alias type {word}"] += 1
    draft.add_name(name, ALIAS_TYPES.get(word, "alias"), published=word)
    if remark := _value(row[4]):
        draft.remarks.append(f"{name}: {remark}")
    return ""


def _add_address(draft: ListingDraft, row: list[str], builder: EditionBuilder) -> str:
    street, city, country, remark = map(_value, row[2:])
    if street or city or country:
        draft.addresses.append(Address(street=street, city=city, country=country))
        if country and country not in draft.countries and draft.kind != "vessel":
            draft.countries.append(country)
    if remark:
        draft.remarks.append(f"Address: {remark}")
    return ""


def _programmes(text: str) -> list[str]:
    """Split `IRGC] [IFSR] [IRAN-HR`."""
    return [part.strip(" []") for part in text.split("] [") if part.strip(" []")]


def _value(text: str) -> str:
    text = text.strip()
    return "" if text == OFAC_NULL else text


def _place(table: Table | None, line: int) -> str:
    return f"{table.file} line {line}" if table else f"line {line}"


def _inside(builder: EditionBuilder, name: str) -> str:
    return name if builder.path.is_dir() else ""
