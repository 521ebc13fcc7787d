"""The library inside a service: one screener for all requests, a new one when the lists change.

It answers `GET /check?name=…&kind=…&birth_date=…` with JSON, and `GET /health` with the editions in use. It uses the
standard library alone, so that it runs anywhere; in FastAPI or Flask the function `answer` stays the same.

    python examples/service.py shipped
"""

from __future__ import annotations

import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from pydantic import ValidationError

import sanctionscreen as ss


class Screening:
    """The screener in use. Building one takes seconds, so it is built before the old one is replaced."""

    def __init__(self, lists: list[str]) -> None:
        self.lists = lists
        self.screener = ss.Screener.from_lists(*lists)

    def reload(self) -> None:
        """Use the lists as they are now; requests under way end with the screener that they began with."""
        self.screener = ss.Screener.from_lists(*self.lists)

    def answer(self, path: str) -> tuple[int, dict[str, object]]:
        """Status and JSON object for a path with its query."""
        url = urlsplit(path)
        if url.path == "/health":
            editions = [
                {"list": e.list, "edition": e.edition, "sha256": e.sha256} for e in self.screener.editions
            ]
            return 200, {"editions": editions}
        if url.path != "/check":
            return 404, {"error": f"no such path: {url.path}"}
        values = parse_qs(url.query)
        name = values.get("name", [""])[0].strip()
        if not name:  # an empty question must not look like "nothing found"
            return 400, {"error": "name is missing"}
        try:
            query = ss.Query(
                name=name, kind=values.get("kind", [None])[0], birth_dates=tuple(values.get("birth_date", ()))
            )
        except ValidationError as error:
            return 400, {"error": "; ".join(f"{e['loc'][0]}: {e['msg']}" for e in error.errors())}
        screening = self.screener.screen(query)
        return 200, {"alert": bool(screening.alerts), **screening.model_dump(mode="json")}


def serve(screening: Screening, port: int) -> ThreadingHTTPServer:
    """A server on the loopback address; it is not started yet."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, answer = screening.answer(self.path)
            body = json.dumps(answer, ensure_ascii=False).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: the default would write customers' names to the log."""

    return ThreadingHTTPServer(("127.0.0.1", port), Handler)


if __name__ == "__main__":
    server = serve(Screening(sys.argv[1:] or ["shipped"]), 8321)
    print("http://127.0.0.1:8321/check?name=Tongbang%20Bank")
    server.serve_forever()
