"""`sanctionscreen lists update`: whatever a server gives, the store ends with a good edition."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from click.testing import Result

from sanctionscreen.store import Store

Run = Callable[..., Result]


def un_list(
    date: str, count: int, *, number: int = 0, tail: str = "</INDIVIDUALS></CONSOLIDATED_LIST>"
) -> str:
    """A list as the UN publishes it."""
    parties = "".join(
        f"<INDIVIDUAL><DATAID>{n}</DATAID><FIRST_NAME>Party{n}</FIRST_NAME><SECOND_NAME>Of Number{n}</SECOND_NAME>"
        f"<REFERENCE_NUMBER>TSi.{n:03}</REFERENCE_NUMBER></INDIVIDUAL>"
        for n in range(number, number + count)
    )
    return f'<CONSOLIDATED_LIST dateGenerated="{date}T00:00:00Z"><INDIVIDUALS>{parties}{tail}'


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder, with Last-Modified."""

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def published(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """The file that a server serves, and its address."""
    folder = tmp_path / "served"
    folder.mkdir()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield folder / "consolidated.xml", f"http://127.0.0.1:{server.server_port}/consolidated.xml"
    server.shutdown()
    server.server_close()


@pytest.fixture
def update(run: Run, published: tuple[Path, str], tmp_path: Path) -> Callable[..., Result]:
    def update(*options: str) -> Result:
        return run(
            "lists", "update", "un-sc", "--from", published[1], "--store", tmp_path / "store", *options
        )

    return update


def state(tmp_path: Path) -> list[tuple[str, int]]:
    """What the store serves, after a look whether it is whole."""
    with Store(tmp_path / "store") as store:
        assert store.problems() == []
        return [(str(item), len(store.read(item).listings)) for item in store.editions()]


def test_an_update_is_fetched_stored_tested_and_then_known(
    update: Callable[..., Result], published: tuple[Path, str], tmp_path: Path
) -> None:
    published[0].write_text(un_list("2026-01-01", 20))
    first = update()
    assert first.exit_code == 0
    assert first.stdout.startswith(
        "un-sc@2026-01-01: 20 listings, 20 names; the first edition of its list. Self-test: 20 of 20"
    )
    assert "nothing new at" in update().stdout
    assert "nothing new, its" in update("--force").stdout
    published[0].write_text(un_list("2026-02-01", 21))
    os.utime(published[0], (2e9, 2e9))
    assert "1 added, 0 removed" in update().stdout
    assert state(tmp_path) == [("un-sc@2026-01-01", 20), ("un-sc@2026-02-01", 21)]
    assert list((tmp_path / "store" / "incoming").iterdir()) == []


BAD = {
    "a page": ("<html><body>Sorry</body></html>", 3, "web page"),
    "nothing": ("", 3, "empty"),
    "an empty list": (un_list("2026-02-01", 0), 3, "no listing"),
    "cut off": (un_list("2026-02-01", 20, tail="<INDIVIDUAL><DATA"), 3, "line"),
    "a tenth": (un_list("2026-02-01", 2), 4, "--accept-shrink"),
    "older": (un_list("2025-02-01", 20), 4, "--accept-older"),
    "of other parties": (un_list("2026-02-01", 20, number=100), 4, "another list"),
    "another list": ("entity_id,name,list\n1,Ann,eu-fsf\n", 4, "wrong list"),
}


@pytest.mark.parametrize("fault", BAD)
def test_what_is_no_next_edition_leaves_the_store_as_it_was(
    update: Callable[..., Result], published: tuple[Path, str], tmp_path: Path, fault: str
) -> None:
    published[0].write_text(un_list("2026-01-01", 20))
    assert update("--no-self-test").exit_code == 0
    before = state(tmp_path)
    body, code, said = BAD[fault]
    published[0].write_text(body)
    os.utime(published[0], (2e9, 2e9))
    result = update("--no-self-test")
    assert (result.exit_code, result.stdout) == (code, "")
    assert said in result.stderr
    assert state(tmp_path) == before


def test_a_server_that_refuses_ends_with_4(update: Callable[..., Result]) -> None:
    result = update()
    assert result.exit_code == 4
    assert "answers 404" in result.stderr


def test_a_list_that_was_rolled_back_is_not_taken_again_by_an_update(
    update: Callable[..., Result], run: Run, published: tuple[Path, str], tmp_path: Path
) -> None:
    for date, count in (("2026-01-01", 20), ("2026-02-01", 21)):
        published[0].write_text(un_list(date, count))
        assert update("--no-self-test", "--force").exit_code == 0
    run("lists", "rollback", "un-sc", "--store", tmp_path / "store")
    result = update("--no-self-test", "--force")
    assert result.exit_code == 4
    assert "rolled back" in result.stderr
    assert state(tmp_path) == [("un-sc@2026-01-01", 20)]


def test_updates_that_make_no_sense(run: Run, tmp_path: Path) -> None:
    option = ("--store", tmp_path / "store")
    assert run("lists", "update", *option).exit_code == 2
    assert run("lists", "update", "--from", "x", *option).exit_code == 2
    assert run("lists", "update", "mine", *option).exit_code == 4
    assert run("lists", "update", "un-sc", "--from", "no-such-file", *option).exit_code == 4


def test_a_full_disk_is_told_and_leaves_the_store_as_it_was(tmp_path: Path) -> None:
    """A limit on the size of files stands in for it."""
    (tmp_path / "a.xml").write_text(un_list("2026-01-01", 20))
    (tmp_path / "b.xml").write_text(un_list("2026-02-01", 4_000))
    command = [sys.executable, "-m", "sanctionscreen", "lists", "import", "--no-self-test"]
    command += ["--store", str(tmp_path / "store"), "--as", "un-sc"]
    assert subprocess.run([*command, str(tmp_path / "a.xml")], check=True, capture_output=True).stdout
    before = state(tmp_path)
    for size in (300_000, 1_000_000):  # fails with the published file, and with the database
        result = subprocess.run(
            [*command, str(tmp_path / "b.xml")],
            check=False,
            capture_output=True,
            text=True,
            preexec_fn=partial(resource.setrlimit, resource.RLIMIT_FSIZE, (size, size)),  # one thread
        )
        assert result.returncode == 3, result.stderr
        assert "the store is as it was" in result.stderr
        assert state(tmp_path) == before


def test_a_store_that_cannot_be_written_is_read_and_says_so_where_it_is_written(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "a.xml").write_text(un_list("2026-01-01", 20))
    option = ("--store", tmp_path / "store")
    run("lists", "import", tmp_path / "a.xml", *option)
    (tmp_path / "store").chmod(0o555)
    (tmp_path / "store" / "store.sqlite").chmod(0o444)
    if os.access(tmp_path / "store" / "store.sqlite", os.W_OK):
        pytest.skip("this user writes anywhere, as root does")
    assert run("check", "Party1 Of Number1", "--lists", "un-sc", *option).exit_code == 1
    (tmp_path / "b.xml").write_text(un_list("2026-02-01", 20))
    assert run("lists", "import", tmp_path / "b.xml", *option).exit_code == 3


KILLED = 4
"""Times that the fast suite kills an update; the slow one kills twenty."""


def kill_at_random(tmp_path: Path, times: int) -> None:
    (tmp_path / "a.xml").write_text(un_list("2026-01-01", 2_000))
    (tmp_path / "b.xml").write_text(un_list("2026-02-01", 2_010))
    script = (
        "import sys; from pathlib import Path; from sanctionscreen.lists import read_list; "
        "from sanctionscreen.store import Store; edition = read_list(sys.argv[1]); print('read', flush=True); "
        "store = Store(sys.argv[2], write=True); store.add(edition); print('stored', flush=True)"
    )
    command = [sys.executable, "-c", script]
    subprocess.run(
        [*command, str(tmp_path / "a.xml"), str(tmp_path / "store")], check=True, capture_output=True
    )
    good = [("un-sc@2026-01-01", 2_000)]
    after = [*good, ("un-sc@2026-02-01", 2_010)]
    for number in range(times):
        place = tmp_path / f"b{number}.xml"
        place.write_text((tmp_path / "b.xml").read_text() + f"<!-- {number} -->")
        with subprocess.Popen(
            [*command, str(place), str(tmp_path / "store")], stdout=subprocess.PIPE
        ) as process:
            assert process.stdout
            process.stdout.readline()
            try:
                process.wait(timeout=0.25 * number / times)  # it takes about a quarter of a second from here
            except subprocess.TimeoutExpired:
                process.kill()
        found = state(tmp_path)
        assert found in (good, after)
        if found == after:
            with Store(tmp_path / "store", write=True) as store:
                store.rollback("un-sc")
                store.clear()


def test_an_update_killed_at_any_moment_leaves_the_last_good_edition(tmp_path: Path) -> None:
    kill_at_random(tmp_path, KILLED)


@pytest.mark.slow
def test_an_update_killed_at_twenty_moments_leaves_the_last_good_edition(tmp_path: Path) -> None:
    kill_at_random(tmp_path, 20)


def test_two_updates_at_once_both_end_well(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "sanctionscreen", "lists", "import", "--no-self-test"]
    (tmp_path / "a.xml").write_text(un_list("2026-01-01", 500))
    (tmp_path / "ours.csv").write_text("entity_id,name,edition\n1,Ann Lee,2026-01-01\n")
    started = [
        subprocess.Popen(
            [*command, "--store", str(tmp_path / "store"), str(tmp_path / name)], stderr=subprocess.PIPE
        )
        for name in ("a.xml", "ours.csv", "a.xml")
    ]
    for process in started:
        assert process.communicate()[1] == b""
    assert [process.returncode for process in started] == [0, 0, 0]
    assert state(tmp_path) == [("ours@2026-01-01", 1), ("un-sc@2026-01-01", 500)]


def test_where_a_list_came_from_stands_in_the_store(
    update: Callable[..., Result], run: Run, published: tuple[Path, str], tmp_path: Path
) -> None:
    published[0].write_text(un_list("2026-01-01", 20))
    update("--no-self-test")
    shown = json.loads(run("lists", "show", "--json", "--store", tmp_path / "store").stdout)
    assert shown[0]["editions"][0]["origin"] == published[1]
    assert shown[0]["stale"] == ""  # the server had nothing newer today
