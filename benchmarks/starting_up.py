"""From the command to the first page: `firsthand demo` in an empty folder, and again."""

from __future__ import annotations

import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measuring import Row, wall
from benchmarks.server_process import server

HELLO = """
import uvicorn
async def app(scope, receive, send):
    if scope["type"] == "lifespan":
        return
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"hello"})
uvicorn.run(app, port=PORT, lifespan="off", log_level="error")
"""


def rows(*, quick: bool) -> Iterator[Row]:
    rounds = 1 if quick else 3
    with tempfile.TemporaryDirectory() as place:
        folders = [Path(place) / str(number) for number in range(rounds)]
        bare = "import django, then a bare uvicorn app"
        figures = wall(lambda n: _first_page(folders[n]), _bare, rounds)
        yield Row("start", "`firsthand demo`, fresh folder, to the first page", figures[0], bare, figures[1], "ms")
        figures = wall(lambda n: _first_page(folders[n]), _bare, rounds)
        yield Row("start", "`firsthand demo`, second start, to the first page", figures[0], bare, figures[1], "ms")


def _first_page(folder: Path) -> None:
    with server("demo", folder) as running:
        running.sign_in()


def _bare(_: int) -> None:
    """What no web application in Django on uvicorn can do without: importing the one, starting the other."""
    subprocess.run([sys.executable, "-c", "import django"], check=True)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    process = subprocess.Popen([sys.executable, "-c", HELLO.replace("PORT", str(port))])
    try:
        _wait_for(f"http://127.0.0.1:{port}/")
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait_for(address: str) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                answer.read()
            return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.005)
    raise RuntimeError(f"nothing answers at {address}")
