"""ZIP archives as publishers offer them: one list file, packed (OFAC's SDN_ENHANCED.ZIP holds one XML)."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from sanctionscreen.errors import ListFileError
from sanctionscreen.parsing.xlsx import refuse_damaged

_LARGEST = 1_000_000_000
"""Bytes that an archive may unpack to; OFAC's largest file has 130 MB."""


@contextmanager
def unpacked(path: Path) -> Iterator[Path | None]:
    """The one file in an archive, unpacked for as long as the context lasts; None if there are several or none.

    Raises:
        ListFileError: if the archive is damaged or cut off, or would unpack to an absurd size.
    """
    with path.open("rb") as file:
        refuse_damaged(file, str(path), ListFileError, largest=_LARGEST)
    with zipfile.ZipFile(path) as archive:
        members = [
            item
            for item in archive.infolist()
            if not item.is_dir() and not item.filename.startswith("__MACOSX/")
        ]
        if len(members) != 1:
            yield None
            return
        with TemporaryDirectory(prefix="sanctionscreen-") as folder:
            target = Path(folder) / (PurePosixPath(members[0].filename).name or "list")
            with archive.open(members[0]) as source, target.open("wb") as copy:
                shutil.copyfileobj(source, copy)
            yield target
