"""Download of a published list over HTTP: conditional requests, retries, deadlines and limits."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from sanctionscreen._version import __version__
from sanctionscreen.errors import DownloadError

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse, PoolManager

WAIT = 90.0
"""Seconds to wait for an answer: the EU's server takes more than a minute."""

USER_AGENT = f"Mozilla/5.0 (compatible; sanctionscreen/{__version__}; list update)"
"""OFAC and Australia refuse what is not like a browser's; OFAC also what is shorter than 40 characters."""

_BLOCK = 1 << 16
_OK, _NOT_MODIFIED = 200, 304
_PASSES = frozenset({408, 425, 429, 500, 502, 503, 504})
_LONGEST_PAUSE = 60.0


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of a download.

    Attributes:
        user_agent: the header of this name.
        wait: seconds to wait for an answer, and for each part of it.
        deadline: seconds that one list may take in all.
        attempts: how many requests to make before giving up.
        pause: seconds before the second attempt; twice as long before each further one, or as the server says.
        redirects: how many to follow.
        largest: bytes that a list may have, unpacked.
        proxy: address of a proxy; None for what HTTPS_PROXY, HTTP_PROXY and NO_PROXY say.
    """

    user_agent: str = USER_AGENT
    wait: float = WAIT
    deadline: float = 900.0
    attempts: int = 4
    pause: float = 2.0
    redirects: int = 5
    largest: int = 1 << 29
    proxy: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The outcome of a request.

    Attributes:
        is_new: whether the server sent a file, which it doesn't where the validators still hold.
        validators: headers for the next request: `If-None-Match` and `If-Modified-Since`.
    """

    is_new: bool
    validators: dict[str, str] = field(default_factory=dict)


Progress = Callable[[int, int | None], None]
"""Called with the number of bytes received, and with the total, where the server gives it."""


class _PassingError(Exception):
    """A failure that may pass, so that the request is repeated; `pause` is the wait that the server asks for."""

    def __init__(self, message: str, pause: float | None = None) -> None:
        super().__init__(message)
        self.pause = pause


def download(
    url: str, into: Path, *, validators: dict[str, str], settings: Settings, progress: Progress | None = None
) -> Answer:
    """Fetch a file, unless it is unchanged by its validators.

    Args:
        url: `http` or `https`.
        into: the file to be written.
        validators: of the last answer; empty to fetch in any case.
        settings: user agent, limits and retries.
        progress: called for each block received.

    Raises:
        DownloadError: if it can't be had.
        OSError: if it can't be written.
    """
    if urlsplit(url).scheme not in ("http", "https"):
        raise DownloadError(f"{url}: neither a file nor an http or https address")
    end = time.monotonic() + settings.deadline
    pool = _pool(url, settings)
    for attempt in range(settings.attempts):
        try:
            return _try(pool, url, into, validators, settings, progress, end)
        except _PassingError as error:
            pause = min(error.pause or settings.pause * 2**attempt, _LONGEST_PAUSE)
            if attempt + 1 == settings.attempts or time.monotonic() + pause > end:
                times = "once" if attempt == 0 else f"{attempt + 1} times"
                raise DownloadError(f"{url}: {error}; asked {times}") from error
            time.sleep(pause)
    raise DownloadError(f"{url}: not asked")


def _pool(url: str, settings: Settings) -> PoolManager:
    import urllib3  # late: only updates need it

    parts = urlsplit(url)
    proxy = settings.proxy
    if proxy is None and not proxy_bypass(parts.hostname or ""):
        proxy = getproxies().get(parts.scheme)
    return urllib3.ProxyManager(proxy) if proxy else urllib3.PoolManager()


def _try(
    pool: PoolManager, url: str, into: Path, validators: dict[str, str], settings: Settings,
    progress: Progress | None, end: float,
) -> Answer:  # fmt: skip
    import urllib3

    try:
        answer = pool.request(
            "GET",
            url,
            headers={"User-Agent": settings.user_agent, "Accept-Encoding": "gzip", **validators},
            timeout=urllib3.Timeout(connect=min(settings.wait, 30.0), read=settings.wait),
            retries=urllib3.Retry(
                total=None, connect=0, read=0, status=0, other=0, redirect=settings.redirects
            ),
            preload_content=False,
        )
    except urllib3.exceptions.MaxRetryError as error:
        if isinstance(error.reason, urllib3.exceptions.ResponseError):
            raise DownloadError(f"{url}: redirects more than {settings.redirects} times") from error
        raise _PassingError(_reason(error.reason or error)) from error
    except urllib3.exceptions.HTTPError as error:
        raise _PassingError(_reason(error)) from error
    try:
        return _taken(answer, url, into, settings, progress, end)
    except urllib3.exceptions.HTTPError as error:
        raise _PassingError(f"the answer broke off: {_reason(error)}") from error
    finally:
        answer.close()


def _reason(error: BaseException) -> str:
    import urllib3

    if isinstance(error, urllib3.exceptions.NameResolutionError):
        return "no such host, or no network"
    if isinstance(error, urllib3.exceptions.SSLError):
        return f"no safe connection: {error}"
    if isinstance(error, urllib3.exceptions.NewConnectionError):
        return "no connection"
    if isinstance(error, urllib3.exceptions.TimeoutError):
        return "no answer in time"
    return str(error)


def _taken(
    answer: BaseHTTPResponse, url: str, into: Path, settings: Settings, progress: Progress | None, end: float
) -> Answer:
    if answer.status == _NOT_MODIFIED:
        return Answer(is_new=False)
    if answer.status in _PASSES:
        raise _PassingError(
            f"the server answers {answer.status}", _retry_after(answer.headers.get("Retry-After"))
        )
    if answer.status != _OK:
        raise DownloadError(f"{url}: the server answers {answer.status}{_HINTS.get(answer.status, '')}")
    if url.startswith("https:") and (answer.url or "").startswith("http:"):
        raise DownloadError(f"{url}: is redirected from a safe connection to an open one, {answer.url}")
    length = answer.headers.get("Content-Length", "")
    total = int(length) if length.isdigit() and "Content-Encoding" not in answer.headers else None
    size = 0
    with into.open("wb") as file:
        for block in _blocks(answer):
            size += len(block)
            if size > settings.largest:
                raise DownloadError(f"{url}: does not end after {settings.largest:,} bytes")
            if time.monotonic() > end:
                raise DownloadError(f"{url}: is not done after {settings.deadline:,.0f} seconds")
            file.write(block)
            if progress:
                progress(len(block), total)
    return Answer(is_new=True, validators=_validators(answer))


def _blocks(answer: BaseHTTPResponse) -> Iterator[bytes]:
    """The body as it arrives: waiting for full blocks would let a slow body exceed the deadline."""
    if answer.headers.get("Transfer-Encoding", "").lower() == "chunked":
        yield from answer.stream(_BLOCK, decode_content=True)
        return
    while block := answer.read1(_BLOCK, decode_content=True):
        yield block


_HINTS = {
    401: ": it wants a password",
    403: ": it refuses us; some servers want a browser-like --user-agent",
    404: ": the list may have moved; --from gives another address",
    410: ": the list has moved; --from gives another address",
}


def _validators(answer: BaseHTTPResponse) -> dict[str, str]:
    headers = {"If-None-Match": "ETag", "If-Modified-Since": "Last-Modified"}
    return {request: value for request, header in headers.items() if (value := answer.headers.get(header))}


def _retry_after(text: str | None) -> float | None:
    if not text:
        return None
    if text.isdigit():
        return float(text)
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - time.time())
    except ValueError:
        return None
