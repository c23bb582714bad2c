"""In the gate (FIRSTHAND_GATE=1) a skipped test is a failure, but for the sample files that a clone may not have."""

from __future__ import annotations

import os

import pytest

ALLOWED = "the real sample files are not at"
_skipped: list[str] = []


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        if ALLOWED not in reason:
            _skipped.append(f"{report.nodeid}: {reason}")


def pytest_sessionfinish(session: pytest.Session) -> None:
    if os.environ.get("FIRSTHAND_GATE") and _skipped and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if os.environ.get("FIRSTHAND_GATE") and _skipped:
        terminalreporter.section("skipped, which the gate does not allow")
        terminalreporter.write_line("\n".join(_skipped))
