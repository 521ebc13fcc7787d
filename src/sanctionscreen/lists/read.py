"""From a path to an `Edition`: reads what was published there. Reach for `read_list`."""

from __future__ import annotations

from pathlib import Path

from sanctionscreen.errors import ListFileError
from sanctionscreen.lists.edition import Edition


def read_list(
    path: str | Path,
    *,
    list_id: str | None = None,
    edition: str | None = None,
    mapping: str | Path | None = None,
) -> Edition:
    """Read an official or house list: a file, or a folder as published (OFAC's CSV files stand together in
    one).

    The format is recognised by content, not by the file's name.

    Args:
        path: the file or folder.
        list_id: which list it is, where the content cannot tell (both OFAC lists come in the same files), or
            to give a house list a name.
        edition: its date, where the content gives none.
        mapping: a column mapping (docs/house-list.md), to read a table as a house list that wasn't written as one.

    Returns:
        The edition, with its listings and an account of what is not on them.

    Raises:
        UsageError: if the column mapping can't be used, or is given for a folder.
        ListFileError: if it is missing, unreadable, empty, cut off, broken, of no known format, or holds no
            listing.

    >>> read_list(shipped_path()).rejected
    []
    """
    from sanctionscreen.lists.dispatch import read  # late: most lists are kept as they were read

    result = read(Path(path), list_id, mapping)
    result.edition = result.edition or edition
    return result


def shipped_path() -> Path:
    """The list that ships with sanctionscreen, in the house format: DPRK designations, and no more than it
    says."""
    installed = Path(__file__).parent / "shipped"
    folder = installed if installed.is_dir() else Path(__file__).parents[3] / "lists"
    files = sorted(folder.glob("*.csv")) if folder.is_dir() else []
    if not files:
        raise ListFileError("the list that ships with sanctionscreen is missing", path=str(folder))
    return files[0]
