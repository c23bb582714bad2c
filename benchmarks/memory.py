"""What the server's process holds: idle, after a hundred one-hour imports over the API, and after reading them."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.interviews import interview
from benchmarks.measuring import Row, exactly
from benchmarks.server_process import Server, megabytes_in, server

BARE = "import django, pathlib; print(pathlib.Path('/proc/self/status').read_text())"


def rows(*, quick: bool) -> Iterator[Row]:
    if not Path("/proc/self/status").exists():
        return  # this system does not say; the table then has no such rows
    bare = exactly(_bare())
    steps = (2,) if quick else (10, 50, 100)
    with tempfile.TemporaryDirectory() as folder, server("serve", Path(folder)) as running:
        running.sign_in()
        yield Row("memory", "idle, after the first page", exactly(_held(running)), "import django", bare, "MB")
        sessions: list[str] = []
        for number in steps:
            for seed in range(len(sessions), number):
                sessions.append(running.post_file(f"talk-{seed}.vtt", interview(hours=1, seed=seed)))
            now = exactly(_held(running))
            yield Row("memory", f"after {number} imports of 1 h", now, "import django", bare, "MB")
        for session_id in sessions:
            running.get(f"/sessions/{session_id}/transcript/")
        now = exactly(_held(running))
        yield Row("memory", f"after reading these {len(sessions)}", now, "import django", bare, "MB")


def _held(running: Server) -> float:
    running.get("/")
    return running.resident_megabytes()


def _bare() -> float:
    done = subprocess.run([sys.executable, "-c", BARE], capture_output=True, text=True, check=True)
    return megabytes_in(done.stdout)
