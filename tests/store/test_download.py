"""Fetching from servers as they are: slow, broken, lying, and endless."""

from __future__ import annotations

import gzip
import socket
import struct
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from click.testing import CliRunner

from sanctionscreen.cli import cli
from sanctionscreen.errors import DownloadError
from sanctionscreen.lists import Edition
from sanctionscreen.store import Store
from sanctionscreen.store import download as module
from sanctionscreen.store.download import USER_AGENT, Settings, download

Make = Callable[..., Edition]
Answer = Callable[[BaseHTTPRequestHandler], None]
QUICK = Settings(wait=0.3, deadline=5.0, attempts=3, pause=0.01, largest=1_000_000)
BODY = b"the whole list"


class Server:
    """A server on loopback; `answers` are given one after another, the last one for ever."""

    def __init__(self) -> None:
        self.answers: list[Answer] = []
        self.asked: list[dict[str, str]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:  # the library's name
                outer.asked.append(dict(self.headers))
                answer = outer.answers.pop(0) if len(outer.answers) > 1 else outer.answers[0]
                with suppress(OSError):
                    answer(self)

            def log_message(self, *_: object) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_port}/list"


@pytest.fixture
def server() -> Iterator[Server]:
    served = Server()
    Thread(target=served.http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield served
    served.http.shutdown()
    served.http.server_close()


def sends(body: bytes, status: int = 200, length: int | None = None, **headers: str) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in ({"Content-Length": str(length or len(body))} | headers).items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def redirects(handler: BaseHTTPRequestHandler) -> None:
    sends(b"", 302, Location=handler.path)(handler)


def resets(handler: BaseHTTPRequestHandler) -> None:
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()


def sleeps(_: BaseHTTPRequestHandler) -> None:
    time.sleep(1.0)


def never_ends(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    for _ in range(10_000):
        handler.wfile.write(b"<entity>" * 1_000)


def drips(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    for _ in range(100):
        handler.wfile.write(b".")
        time.sleep(0.05)


def fetch(server: Server, path: Path, settings: Settings = QUICK) -> bool:
    return download(server.url, path / "list", validators={}, settings=settings).is_new


@pytest.mark.parametrize(
    "before",
    [
        [sends(b"", 500)] * 2,
        [sends(b"", 503), sends(b"", 429, Retry_After="0")],
        [resets, sleeps],
        [sends(BODY, length=100)],
    ],
    ids=["500 in bursts", "busy", "reset and slow", "cut off"],
)
def test_what_passes_is_asked_again(server: Server, tmp_path: Path, before: list[Answer]) -> None:
    server.answers = [*before, sends(BODY)]
    assert fetch(server, tmp_path)
    assert (tmp_path / "list").read_bytes() == BODY
    assert len(server.asked) == len(before) + 1


FAULTS: dict[str, tuple[Answer, str, int]] = {
    "time-out": (sleeps, "no answer in time; asked 3 times", 3),
    "reset": (resets, "asked 3 times", 3),
    "403": (sends(b"", 403), "refuses us", 1),
    "404": (sends(b"", 404), "may have moved", 1),
    "429": (sends(b"", 429, Retry_After="100"), "answers 429; asked once", 1),
    "500": (sends(b"", 500), "answers 500; asked 3 times", 3),
    "redirects in a circle": (redirects, "redirects more than 5 times", 6),
    "endless": (never_ends, "does not end after 1,000,000 bytes", 1),
    "gzip bomb": (sends(gzip.compress(bytes(10_000_000)), Content_Encoding="gzip"), "does not end", 1),
    "no gzip": (sends(BODY, Content_Encoding="gzip"), "broke off", 3),
    "cut off": (sends(BODY, length=100), "broke off", 3),
}
"""What a server does, what is said of it, and how often it is asked."""


@pytest.mark.parametrize("fault", FAULTS)
def test_what_does_not_pass_is_told(server: Server, tmp_path: Path, fault: str) -> None:
    answer, said, asked = FAULTS[fault]
    server.answers = [answer]
    with pytest.raises(DownloadError, match=said) as caught:
        fetch(server, tmp_path)
    assert caught.value.exit_code == 4
    assert server.url in str(caught.value)
    assert len(server.asked) == asked


@pytest.mark.parametrize("fault", FAULTS)
def test_an_update_that_cannot_be_fetched_ends_with_4_and_leaves_the_store_as_it_was(
    server: Server, make: Make, tmp_path: Path, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "Settings", partial(Settings, deadline=5.0, pause=0.01, largest=1_000_000))
    folder = tmp_path / "store"
    with Store(folder, write=True) as store:
        store.add(make("2026-01-01", one="Blue Harbour Bank"))
    before = state(folder)
    answer, said, _ = FAULTS[fault]
    server.answers = [answer]
    command = ["lists", "update", "ours", "--from", server.url, "--store", str(folder)]
    result = CliRunner().invoke(cli, [*command, "--attempts", "3", "--wait", "0.3"])
    assert (result.exit_code, result.stdout) == (4, "")
    assert said in result.stderr
    assert state(folder) == before


def state(folder: Path) -> tuple[list[str], list[str], list[str]]:
    """What the store says, whether it is whole, and its files."""
    with Store(folder) as store:
        said = [f"{item} {store.read(item).listings}" for item in store.editions()]
        files = sorted(str(path) for path in folder.rglob("*") if path.is_file() and "-" not in path.name)
        return said, store.problems(), files


def test_a_body_that_drips_has_a_deadline(server: Server, tmp_path: Path) -> None:
    server.answers = [drips]
    with pytest.raises(DownloadError, match="not done after"):
        fetch(server, tmp_path, Settings(wait=0.3, deadline=0.3))


def test_an_expiring_address_is_followed_and_we_say_who_asks(server: Server, tmp_path: Path) -> None:
    server.answers = [sends(b"", 302, Location="/elsewhere?until=tomorrow"), sends(BODY)]
    assert fetch(server, tmp_path)
    assert {asked["User-Agent"] for asked in server.asked} == {USER_AGENT}
    assert USER_AGENT.startswith("Mozilla/5")
    assert len(USER_AGENT) >= 40


def test_what_is_as_it_was_is_not_fetched_again(server: Server, tmp_path: Path) -> None:
    server.answers = [sends(BODY, ETag='"1"', Last_Modified="Tue, 24 Nov 2026 12:00:00 GMT"), sends(b"", 304)]
    first = download(server.url, tmp_path / "list", validators={}, settings=QUICK)
    assert first.validators == {"If-None-Match": '"1"', "If-Modified-Since": "Tue, 24 Nov 2026 12:00:00 GMT"}
    again = download(server.url, tmp_path / "list", validators=first.validators, settings=QUICK)
    assert not again.is_new
    assert server.asked[1]["If-None-Match"] == '"1"'


def test_a_proxy_is_asked_instead(server: Server, tmp_path: Path) -> None:
    server.answers = [sends(BODY)]
    settings = Settings(proxy=server.url.removesuffix("/list"))
    download("http://lists.invalid/list", tmp_path / "list", validators={}, settings=settings)
    assert server.asked[0]["Host"] == "lists.invalid"


def test_nobody_there_and_no_address_are_told(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/"
    with pytest.raises(DownloadError, match="no connection"):
        download(url, tmp_path / "list", validators={}, settings=QUICK)
    with pytest.raises(DownloadError, match="neither"):
        download("ftp://x/y", tmp_path / "list", validators={}, settings=QUICK)
