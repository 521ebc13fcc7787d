"""Default folder of the store."""

from __future__ import annotations

from pathlib import Path

FILE_NAME = "store.sqlite"


def default_folder() -> Path:
    """The user's own data folder, as the system has it: on Linux `$XDG_DATA_HOME/sanctionscreen`, or
    `~/.local/share/sanctionscreen` where that is not set."""
    from platformdirs import user_data_path  # late: only the store needs it

    return user_data_path("sanctionscreen", appauthor=False)


def store_at(folder: str | Path | None) -> Path | None:
    """The folder of an existing store: the one given, else the default one; None if there is no store in it."""
    path = Path(folder) if folder is not None else default_folder()
    return path if (path / FILE_NAME).is_file() else None
