"""Firsthand as a process of its own, started by its command and asked over HTTP, as a browser does."""

from __future__ import annotations

import http.cookiejar
import json
import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

COMMAND = "from firsthand.cli.main import main; main()"


@dataclass(frozen=True, slots=True)
class Server:
    """A running server and a signed-in browser."""

    process: subprocess.Popen[str]
    link: str
    opener: urllib.request.OpenerDirector
    cookies: http.cookiejar.CookieJar

    @property
    def address(self) -> str:
        return self.link.partition("/sign-in/")[0]

    def get(self, path: str = "/") -> bytes:
        with self.opener.open(self.address + path, timeout=60) as answer:
            found: bytes = answer.read()
            return found

    def sign_in(self) -> bytes:
        """Follow the one-time link to the first page."""
        with self.opener.open(self.link, timeout=60) as answer:
            page: bytes = answer.read()
        assert b"<main" in page, page[:500]
        return page

    def post_file(self, name: str, data: bytes) -> str:
        """Import a transcript over the API; gives its session's id."""
        edge = uuid4().hex
        how = f'--{edge}\r\nContent-Disposition: form-data; name="how_agreed"\r\n\r\nspoken\r\n'
        head = f'--{edge}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'
        body = (how + head).encode() + data + f"\r\n--{edge}--\r\n".encode()
        headers = {"Content-Type": f"multipart/form-data; boundary={edge}", "X-CSRFToken": self._csrf()}
        request = urllib.request.Request(f"{self.address}/api/v1/imports", body, headers)
        with self.opener.open(request, timeout=120) as answer:
            session_id: str = json.load(answer)[0]["session_id"]
        return session_id

    def _csrf(self) -> str:
        return next(cookie.value or "" for cookie in self.cookies if cookie.name.startswith("firsthand_csrf"))

    def resident_megabytes(self) -> float:
        """Memory that the process holds now, by Linux's own account of it."""
        return megabytes_in(Path(f"/proc/{self.process.pid}/status").read_text())


@contextmanager
def server(command: str, folder: Path) -> Iterator[Server]:
    """`firsthand serve` or `firsthand demo` on a data folder, on any free port, until the block ends."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("FIRSTHAND_", "DJANGO_"))}
    process = subprocess.Popen(
        [sys.executable, "-c", COMMAND, command, "--data", str(folder), "--port", "0", "--no-browser"],
        stdout=subprocess.PIPE,
        text=True,
        env={**clean, "PYTHONUNBUFFERED": "1"},
    )
    try:
        cookies = http.cookiejar.CookieJar()
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(cookies))
        yield Server(process, _link(process), opener, cookies)
    finally:
        process.terminate()
        process.communicate(timeout=30)


def _link(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    for line in process.stdout:
        if "/sign-in/" in line:
            return line.strip()
    raise RuntimeError(f"the server ended with {process.wait()} before it said where it is")


def megabytes_in(status: str) -> float:
    """The resident memory that a /proc status tells."""
    return int(status.partition("VmRSS:")[2].split()[0]) / 1_000
