"""The server as people start it: a process of its own, a link on a line of its own, a clean stop."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

import pytest

from firsthand.cli.serve import is_loopback

PASSWORD = "a long enough passphrase"


def start(*arguments: str, **settings: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", "from firsthand.cli.main import main; main()", *arguments]
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("FIRSTHAND_", "DJANGO_"))}
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env={**inherited, **settings}
    )


def run(*arguments: str, **settings: str) -> tuple[int, str]:
    process = start(*arguments, **settings)
    said, _ = process.communicate(timeout=120)
    return process.returncode, said


@contextmanager
def running(*arguments: str) -> Iterator[tuple[list[str], subprocess.Popen[str]]]:
    process = start(*arguments)
    said: list[str] = []
    assert process.stdout is not None
    for line in process.stdout:
        said.append(line.rstrip("\n"))
        if "Ctrl+C" in line:
            break
    try:
        yield said, process
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)


def browser() -> OpenerDirector:
    return build_opener(HTTPCookieProcessor(CookieJar()))


def link_in(said: list[str]) -> str:
    [link] = [line for line in said if re.fullmatch(r"http://127\.0\.0\.1:\d+/sign-in/[\w-]+/", line)]
    return link


@pytest.mark.slow
def test_the_printed_link_signs_in_once_and_the_workspace_is_there_after_a_restart(tmp_path: Path) -> None:
    with running("serve", "--data", str(tmp_path), "--port", "0", "--no-browser") as (said, process):
        link = link_in(said)
        visitor = browser()
        assert "My workspace" in visitor.open(link, timeout=30).read().decode()
        with pytest.raises(HTTPError) as refused:
            browser().open(link, timeout=30)
        assert refused.value.code == 404
    assert process.returncode == 0
    key = (tmp_path / "secret.key").read_text()
    with running("serve", "--data", str(tmp_path), "--port", "0", "--no-browser") as (said, _):
        port = re.findall(r":(\d+)/", link_in(said))[0]
        jar = visitor
        assert "My workspace" in jar.open(f"http://127.0.0.1:{port}/", timeout=30).read().decode()
    assert (tmp_path / "secret.key").read_text() == key
    assert (tmp_path / "secret.key").stat().st_mode & 0o077 == 0


@pytest.mark.slow
def test_a_taken_port_is_said_by_serve_and_passed_over_by_the_demo(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        code, said = run("serve", "--data", str(tmp_path / "a"), "--port", port, "--no-browser")
        assert code == 2
        assert f"Port {port}" in said
        assert "--port" in said
        with running("demo", "--data", str(tmp_path / "b"), "--port", port, "--no-browser") as (lines, _):
            assert f":{port}/" not in link_in(lines)


@pytest.mark.slow
def test_other_machines_may_come_only_once_somebody_has_a_password(tmp_path: Path) -> None:
    data = ("--data", str(tmp_path))
    code, said = run("serve", *data, "--host", "0.0.0.0", "--port", "0", "--no-browser")
    assert code == 3
    assert "firsthand member add" in said
    assert "Traceback" not in said
    code, said = run("member", "add", "ana@example.org", "--role", "owner", "--password", PASSWORD, *data)
    assert (code, said) == (0, "ana@example.org can sign in now, as owner.\n")
    code, said = run("member", "list", *data)
    assert "ana@example.org\towner\tana" in said
    with running("serve", *data, "--host", "0.0.0.0", "--port", "0", "--no-browser") as (lines, _):
        assert not [line for line in lines if "sign-in" in line]


@pytest.mark.slow
def test_a_mistake_in_the_settings_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "firsthand.toml").write_text("threds = 3\n")
    code, said = run("serve", "--data", str(tmp_path), "--port", "0", "--no-browser")
    assert code == 2
    assert "threds" in said
    assert "Traceback" not in said


def test_loopback_is_told_from_the_rest() -> None:
    assert [is_loopback(host) for host in ("localhost", "127.0.0.1", "::1", "0.0.0.0", "192.168.1.2", "nonsense")] == [
        True,
        True,
        True,
        False,
        False,
        False,
    ]
