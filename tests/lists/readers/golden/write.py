"""Write every `expected.json` anew; read the difference before committing it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sanctionscreen.lists import Edition, read_list


def account_of(edition: Edition, folder: Path) -> dict[str, Any]:
    """What a reader makes of a golden file, without the paths of this machine and without defaults."""
    account = edition.summary() | {"path": Path(edition.path).relative_to(folder.parent).as_posix()}
    listings = [listing.model_dump(exclude_defaults=True) for listing in edition.listings]
    result: dict[str, Any] = json.loads(json.dumps(account | {"entries": listings}))
    return result


def source_of(folder: Path) -> Path:
    """What is to be read in a golden folder: its one file, or the folder itself if there are several."""
    files = [path for path in folder.iterdir() if path.name != "expected.json"]
    return files[0] if len(files) == 1 else folder / "tables" if (folder / "tables").is_dir() else folder


if __name__ == "__main__":
    for case in sorted(path for path in Path(__file__).parent.iterdir() if path.is_dir()):
        text = json.dumps(account_of(read_list(source_of(case)), case), ensure_ascii=False, indent=1)
        (case / "expected.json").write_text(text + "\n", encoding="utf-8")
