"""Where a store is, if nobody says."""

from __future__ import annotations

from pathlib import Path

FILE_NAME = "store.sqlite"


def default_folder() -> Path:
    """The user's own data folder, as the system has it: on Linux `$XDG_DATA_HOME/sanctionscreen`, which is
    `~/.local/share/sanctionscreen` unless it is set."""
    from platformdirs import user_data_path  # late: only the store needs it

    return user_data_path("sanctionscreen", appauthor=False)


def store_at(folder: str | Path | None) -> Path | None:
    """The folder of a store that is there: the one named, else the default one; None if there is none."""
    place = Path(folder) if folder is not None else default_folder()
    return place if (place / FILE_NAME).is_file() else None
