"""How each format is recognised: by what a file begins with, never by its name."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

HEAD = 65_536
"""How many bytes of a file are looked at."""

OFAC_NULL = "-0-"
OFAC_DELIMITERS = ",|@"
OFAC_WIDTHS = {12: "parties", 5: "aliases", 6: "addresses", 2: "comments"}
"""Number of fields in a row to what the table holds."""

_XML_START = re.compile(
    r"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>\s*)*<(?:[\w.-]+:)?([\w.-]+)([^>]*)",
    re.S,
)
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)


@dataclass(frozen=True, slots=True)
class Head:
    """The beginning of a file, read as text as far as that goes.

    Attributes:
        text: the first `HEAD` bytes as UTF-8, undecodable bytes replaced.
        root: local name of the outermost XML element, else empty.
        attributes: that element's attributes and namespaces, unparsed.
        header: the fields of the first row of a delimited file, in lower case.
        headers: the same of each of the first three rows: a row with the date may stand before the header.
        keys: the keys of the first JSON object, where the first line holds one.
        is_archive: whether it is a ZIP archive, as XLSX files are.
    """

    text: str
    root: str
    attributes: str
    header: frozenset[str]
    headers: tuple[frozenset[str], ...]
    keys: frozenset[str]
    is_archive: bool

    @property
    def is_html(self) -> bool:
        """Whether this is a web page, as a failed download often is."""
        return _HTML.match(self.text) is not None


class Format(NamedTuple):
    """One published format.

    Attributes:
        id: such as `un-xml`.
        title: for messages and docs.
        module: the module of `sanctionscreen.lists.readers` whose `read(path, intake)` reads it.
        list_id: the list that comes in this format, or empty where the content says which.
        matches: whether a file with this beginning is of this format.
        is_family: whether several files of this format in one folder make one list; the module then has a
            `read_family(paths, intake)` too.
    """

    id: str
    title: str
    module: str
    list_id: str
    matches: Callable[[Head], bool]
    is_family: bool = False

    @property
    def is_ofac(self) -> bool:
        """Whether the format serves both OFAC lists, so that the reader finds out which it is."""
        return self.id.startswith("ofac-")


def look(data: bytes) -> Head:
    """Look at the first bytes of a file."""
    text = data[:HEAD].decode("utf-8-sig", errors="replace")
    match = _XML_START.match(text) if text.lstrip().startswith("<") else None
    lines = text.lstrip().splitlines()
    first = lines[0] if lines else ""
    return Head(
        text=text,
        root=match[1] if match else "",
        attributes=match[2] if match else "",
        header=_header(first) if not match else frozenset(),
        headers=tuple(map(_header, lines[:3])) if not match else (),
        keys=_keys(first),
        is_archive=data.startswith(b"PK\x03\x04"),
    )


def recognise(head: Head) -> Format | None:
    """The format of a file that begins like this, or None if it is none of those we read."""
    return next((candidate for candidate in FORMATS if candidate.matches(head)), None)


def header_name(text: str) -> str:
    """A column's name as it is compared: lower case, with `_` for hyphens and spaces.

    >>> header_name(" Entity-ID ")
    'entity_id'
    """
    return re.sub(r"[\s_-]+", "_", text.strip().lower())


def delimiter_of(line: str) -> str:
    """The delimiter of a header row: the one of comma, tab, semicolon and bar that stands there most
    often."""
    return max(",\t;|", key=line.count)


def _header(line: str) -> frozenset[str]:
    try:
        row = next(csv.reader(io.StringIO(line), delimiter=delimiter_of(line)), [])
    except csv.Error:
        return frozenset()
    return frozenset(map(header_name, row))


def _keys(line: str) -> frozenset[str]:
    if not line.startswith("{"):
        return frozenset()
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return frozenset()
    return frozenset(map(header_name, found)) if isinstance(found, dict) else frozenset()


def ofac_delimiter(line: str) -> str | None:
    """The delimiter of a table of OFAC's CSV family, judged by its first row; None if this is none.

    >>> ofac_delimiter('36,"AEROCARIBBEAN AIRLINES",-0- ,"CUBA",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ')
    ','
    """
    for delimiter in OFAC_DELIMITERS:
        uid, found, rest = line.partition(delimiter)
        if found and uid.strip(' "').isdigit():
            quoted = f'{delimiter}"' in line or f'"{delimiter}' in line
            if OFAC_NULL in rest or quoted or len(line.split(delimiter)) in OFAC_WIDTHS:
                return delimiter
    return None


def _is_ofac_table(head: Head) -> bool:
    return ofac_delimiter(head.text.lstrip().partition("\n")[0].rstrip("\r")) is not None


def _is_csl_json(head: Head) -> bool:
    return (
        head.text.lstrip()[:1] in {"{", "["}
        and '"source_list_url"' in head.text
        and '"alt_names"' in head.text
    )


def _is_ftm(head: Head) -> bool:
    """The first entity may be longer than what is looked at."""
    start = head.text.lstrip()
    return start.startswith("{") and all(f'"{key}"' in start for key in ("id", "schema", "properties"))


def _is_senzing(head: Head) -> bool:
    start = head.text.lstrip()
    return start.startswith("{") and all(f'"{key}"' in start for key in ("DATA_SOURCE", "RECORD_ID", "NAMES"))


def _root(name: str) -> Callable[[Head], bool]:
    return lambda head: head.root == name


def _columns(*names: str) -> Callable[[Head], bool]:
    return lambda head: head.header.issuperset(names)


def _columns_early(*names: str) -> Callable[[Head], bool]:
    return lambda head: any(header.issuperset(names) for header in head.headers)


def _keys_of(*names: str) -> Callable[[Head], bool]:
    return lambda head: head.keys.issuperset(names)


FORMATS: tuple[Format, ...] = (
    Format("ofac-xml", "OFAC SDN or consolidated list, XML", "ofac.plain_xml", "", _root("sdnList")),
    Format(
        "ofac-advanced",
        "OFAC SDN or consolidated list, advanced XML",
        "ofac.advanced_xml",
        "",
        _root("Sanctions"),
    ),
    Format(
        "ofac-csv",
        "OFAC SDN or consolidated list, CSV family",
        "ofac.legacy_csv",
        "",
        _is_ofac_table,
        is_family=True,
    ),
    Format(
        "un-xml", "UN Security Council consolidated list, XML", "un_xml", "un-sc", _root("CONSOLIDATED_LIST")
    ),
    Format("eu-xml", "EU financial sanctions, FSF XML 1.1", "eu.fsf_xml", "eu-fsf", _root("export")),
    Format(
        "eu-csv", "EU financial sanctions, FSF CSV 1.1", "eu.fsf_csv", "eu-fsf", _columns("entity_logicalid")
    ),
    Format("uk-xml", "UK Sanctions List, XML", "uk.uksl_xml", "gb-uksl", _root("Designations")),
    Format(
        "uk-csv", "UK Sanctions List, CSV", "uk.csv_lists", "gb-uksl", _columns_early("unique_id", "name_6")
    ),
    Format(
        "uk-conlist", "OFSI ConList, CSV", "uk.csv_lists", "gb-ofsi", _columns_early("group_id", "name_6")
    ),
    Format("seco-xml", "Swiss SECO list, XML", "seco_xml", "ch-seco", _root("swiss-sanctions-list")),
    Format("sema-xml", "Canadian SEMA list, XML", "sema_xml", "ca-sema", _root("data-set")),
    Format("dfat-xlsx", "Australian DFAT list, XLSX", "dfat_xlsx", "au-dfat", lambda head: head.is_archive),
    Format(
        "csl-csv",
        "US Consolidated Screening List, CSV",
        "csl",
        "us-csl",
        _columns("_id", "source", "alt_names"),
    ),
    Format("csl-json", "US Consolidated Screening List, JSON", "csl", "us-csl", _is_csl_json),
    Format(
        "dpl-tsv",
        "US Denied Persons List, tab separated",
        "dpl_tsv",
        "us-bis-dpl",
        _columns("name", "street_address", "effective_date"),
    ),
    Format(
        "ftm",
        "OpenSanctions, FollowTheMoney JSON lines or nested JSON",
        "opensanctions.ftm",
        "opensanctions",
        _is_ftm,
    ),
    Format(
        "targets-csv",
        "OpenSanctions, targets.simple.csv",
        "opensanctions.targets_csv",
        "opensanctions",
        _columns("id", "schema", "aliases"),
    ),
    Format(
        "senzing", "OpenSanctions, Senzing JSON lines", "opensanctions.senzing", "opensanctions", _is_senzing
    ),
    Format("house-csv", "house list, CSV", "house.house_list", "", _columns("entity_id", "name")),
    Format("house-jsonl", "house list, JSON lines", "house.house_list", "", _keys_of("entity_id", "name")),
)
