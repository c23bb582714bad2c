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

from benchmarks.measuring import Row, commands
from benchmarks.server_process import server

BASELINE = "import django, then a bare uvicorn app"
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
    rounds = 1 if quick else 5
    with tempfile.TemporaryDirectory() as place:
        folders = [Path(place) / str(number) for number in range(rounds)]
        for which in ("fresh folder", "second start"):
            waited, worked = commands(lambda n: _first_page(folders[n]), _bare, rounds)
            for how, figures in (("on the clock", waited), ("processor", worked)):
                yield Row("start", f"`firsthand demo`, {which}, {how}", figures[0], BASELINE, figures[1], "ms")


def _first_page(folder: Path) -> float:
    with server("demo", folder) as running:
        running.sign_in()
        return time.perf_counter()


def _bare(_: int) -> float:
    """What no web application in Django on uvicorn can do without: importing the one, starting the other."""
    subprocess.run([sys.executable, "-c", "import django"], check=True)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    process = subprocess.Popen([sys.executable, "-c", HELLO.replace("PORT", str(port))])
    try:
        _wait_for(f"http://127.0.0.1:{port}/")
        return time.perf_counter()
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
