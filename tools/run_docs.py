"""Commands in docs pages, run for real: their output in the page is compared, or written anew.

A page's blocks of the kind `console` are run in order in one temporary folder, which has a copy of `examples/`. A line
that begins with `$ ` is a command, the lines after it are its output. A block of the kind `csv FILE` or `python FILE`
is written to that file first. Dates and times of the run, and the ages of lists, are the only parts that may differ.

    python tools/run_docs.py docs/tutorial.md            # compare; exit code 1 where an output differs
    python tools/run_docs.py --write docs/tutorial.md    # put today's output into the page
"""

from __future__ import annotations

import argparse
import difflib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
_BLOCK = re.compile(r"^```(?P<kind>[a-z]+)(?: (?P<file>[\w.-]+))?\n(?P<body>.*?)^```$", re.M | re.S)
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00")
_AGE = re.compile(r"\b[\d,]+ days? old\b")
_SECONDS = re.compile(r"\b\d+\.\d s\b")


def rerun(text: str, folder: Path) -> str:
    """The page with the output that its commands give now.

    Args:
        text: the page, in Markdown.
        folder: an empty folder to run the commands in.
    """
    shutil.copytree(ROOT / "examples", folder / "examples")
    environment = os.environ | {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "XDG_DATA_HOME": str(folder / ".data"),
        "SANCTIONSCREEN_CACHE": str(folder / ".cache"),
        "COLUMNS": "100",
    }

    def block(match: re.Match[str]) -> str:
        if match["file"]:
            (folder / match["file"]).write_text(match["body"])
        if match["kind"] != "console":
            return match[0]
        return f"```console\n{_outputs(match['body'], folder, environment)}```"

    return _BLOCK.sub(block, text)


def _outputs(body: str, folder: Path, environment: dict[str, str]) -> str:
    lines = []
    for command in re.findall(r"^\$ (.*(?:\\\n.*)*)$", body, re.M):
        done = subprocess.run(
            ["bash", "-c", f"{command} 2>&1"],
            cwd=folder,
            env=environment,
            capture_output=True,
            check=False,
            text=True,
        )
        output = _SECONDS.sub("0.1 s", _TIME.sub("2026-12-01T09:00:00+00:00", done.stdout))
        output = _AGE.sub("30 days old", output).replace(str(folder), ".")
        lines.append(f"$ {command}\n{output}")
    return "".join(lines)


def main() -> int:
    """Compare the pages or write them anew; 1 where a page differs and nothing was to be written."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pages", nargs="+", type=Path)
    parser.add_argument("--write", action="store_true", help="put the output into the pages")
    options = parser.parse_args()
    differs = False
    for page in options.pages:
        text = page.read_text()
        with tempfile.TemporaryDirectory() as folder:
            new = rerun(text, Path(folder))
        if options.write:
            page.write_text(new)
        elif new != text:
            differs = True
            sys.stdout.writelines(
                difflib.unified_diff(text.splitlines(True), new.splitlines(True), str(page), "now")
            )
    return int(differs)


if __name__ == "__main__":
    sys.exit(main())
