"""Parser for XML: streamed, without entity expansion, network access, external definitions or unlimited nesting."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from lxml import etree

from sanctionscreen.errors import ListFileError

Element = etree._Element


def local(tag: object) -> str:
    """The tag without its namespace; empty for comments and processing instructions.

    >>> local("{http://tempuri.org/sdnList.xsd}sdnEntry")
    'sdnEntry'
    """
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def records(path: Path, *tags: str, outermost: bool = False) -> Iterator[Element]:
    """Yield each element with one of the local names, complete, in document order; it is freed before the
    next comes.

    libxml2's own limits stay on (256 levels, 10 MB of text in one node). Elements nested in one that is
    yielded are yielded on their own first, so name only tags that don't nest.

    Args:
        outermost: leave out those within another element of their own tag.

    Raises:
        ListFileError: if the file is not well-formed to its end, or declares entities.
    """
    checked = False
    try:
        with path.open("rb") as handle:
            for _, element in _parser(handle, tags):
                if not checked:
                    _refuse_entities(element, path)
                    checked = True
                if outermost and next(element.iterancestors(element.tag), None) is not None:
                    continue
                yield element
                element.clear()
                parent = element.getparent()
                while parent is not None and (before := element.getprevious()) is not None:
                    parent.remove(before)
    except etree.XMLSyntaxError as error:
        raise ListFileError(
            f"broken XML: {error.msg}", path=str(path), record=f"line {error.lineno}"
        ) from None
    except OSError as error:
        raise ListFileError(f"cannot be read: {error.strerror or error}", path=str(path)) from None


def _parser(handle: BinaryIO, tags: tuple[str, ...]) -> Iterable[tuple[str, Element]]:
    parser: Iterable[tuple[str, Element]] = etree.iterparse(
        handle,
        events=("end",),
        tag=tuple(f"{{*}}{tag}" for tag in tags),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    return parser


def root_of(element: Element) -> Element:
    """The outermost element of the document that an element is in, with its attributes."""
    return element.getroottree().getroot()


def _refuse_entities(element: Element, path: Path) -> None:
    definition = element.getroottree().docinfo.internalDTD
    if definition is None:
        return
    if list(definition.iterentities()):  # type: ignore[attr-defined] # missing in the stubs
        message = "declares XML entities, which no official list does"
        raise ListFileError(message, path=str(path), record="line 1")
