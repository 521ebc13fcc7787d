"""Table of list formats, and recognition of a file by its first bytes; its name does not count."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from sanctionscreen.errors import ListFileError
from sanctionscreen.lists.file_head import FileHead, read_head
from sanctionscreen.parsing.xlsx import refuse_damaged

OFAC_NULL = "-0-"
OFAC_DELIMITERS = ",|@"
OFAC_WIDTHS = {12: "parties", 5: "aliases", 6: "addresses", 2: "comments"}
"""Number of fields in a row to what the table holds."""


class Format(NamedTuple):
    """One published format.

    Attributes:
        id: such as `un-xml`.
        title: for messages and docs.
        module: the module of `sanctionscreen.lists.readers` whose `read(path, builder)` reads it.
        list_id: the list that comes in this format, or empty where the content says which.
        matches: whether a file with this beginning is of this format.
        is_family: whether several files of this format in one folder make one list; the module then has a
            `read_family(paths, builder)` too.
    """

    id: str
    title: str
    module: str
    list_id: str
    matches: Callable[[FileHead], bool]
    is_family: bool = False

    def list_id_of(self, path: Path) -> str:
        """The list's id where neither the format nor the caller says it: the file's name, but for OFAC's lists, whose
        reader finds out which one it is."""
        return "" if self.id.startswith("ofac-") else path.stem


def format_named(format_id: str) -> Format:
    """The format with an id."""
    return next(candidate for candidate in FORMATS if candidate.id == format_id)


def recognise(head: FileHead) -> Format | None:
    """The format of a file that begins like this, or None if it is none of those in the table.

    No beginning matches two formats; a test checks that.
    """
    return next((candidate for candidate in FORMATS if candidate.matches(head)), None)


def format_of(path: Path) -> Format | None:
    """The format of a file by its content, or None if it is none of those in the table.

    Raises:
        ListFileError: if it cannot be read.
    """
    return recognise(read_head(path))


def identify(path: Path, head: FileHead) -> Format:
    """The format of a file that has to be a list.

    Raises:
        ListFileError: if it is of none of the formats in the table; the message says what it is instead.
    """
    if (candidate := recognise(head)) is not None:
        return candidate
    if head.is_utf16:
        raise ListFileError("is in UTF-16; save it as UTF-8", path=str(path))
    if head.is_archive:
        with path.open("rb") as file:
            refuse_damaged(file, str(path), ListFileError)
        what = "is a workbook of no list" if head.workbook else "is a ZIP archive and no workbook of a list"
        hint = (
            "save a table of your own as CSV"
            if head.workbook
            else "name the file or folder that is packed in it"
        )
        raise ListFileError(
            f"{what} that is known here ({format_named('dfat-xlsx').title}); {hint}", path=str(path)
        )
    titles = "; ".join(item.title for item in FORMATS)
    raise ListFileError(
        f"is of no format that is known here ({titles}); a table of your own takes a column mapping",
        path=str(path),
    )


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


def _is_ofac_table(head: FileHead) -> bool:
    return ofac_delimiter(head.text.lstrip().partition("\n")[0].rstrip("\r")) is not None


def _is_csl_json(head: FileHead) -> bool:
    return (
        head.text.lstrip()[:1] in {"{", "["}
        and '"source_list_url"' in head.text
        and '"alt_names"' in head.text
    )


def _is_ftm(head: FileHead) -> bool:
    """The first entity may be longer than what is looked at."""
    start = head.text.lstrip()
    return start.startswith("{") and all(f'"{key}"' in start for key in ("id", "schema", "properties"))


def _is_senzing(head: FileHead) -> bool:
    start = head.text.lstrip()
    return start.startswith("{") and all(f'"{key}"' in start for key in ("DATA_SOURCE", "RECORD_ID", "NAMES"))


def _is_dfat(head: FileHead) -> bool:
    return all(f">{column}<" in head.workbook for column in ("reference", "name of individual or entity"))


def _root(name: str) -> Callable[[FileHead], bool]:
    return lambda head: head.root == name


def _columns(*names: str) -> Callable[[FileHead], bool]:
    return lambda head: head.header.issuperset(names)


def _columns_early(*names: str) -> Callable[[FileHead], bool]:
    return lambda head: any(header.issuperset(names) for header in head.headers)


def _keys_of(*names: str) -> Callable[[FileHead], bool]:
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
        "ofac-enhanced",
        "OFAC SDN or consolidated list, enhanced XML",
        "ofac.enhanced_xml",
        "",
        _root("sanctionsData"),
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
    Format("dfat-xlsx", "Australian DFAT list, XLSX", "dfat_xlsx", "au-dfat", _is_dfat),
    Format(
        "csl-csv",
        "US Consolidated Screening List, CSV",
        "csl",
        "us-csl",
        _columns("source", "source_list_url", "alt_names"),
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
