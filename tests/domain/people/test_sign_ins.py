from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from firsthand.domain.people.sign_ins import Limits, device, has_run_out

BEGAN = datetime(2026, 10, 12, 9, tzinfo=UTC)
LIMITS = Limits(idle=timedelta(days=14), longest=timedelta(days=30))
X11 = "Mozilla/5.0 (X11; Linux x86_64"
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (f"{X11}; rv:149.0) Gecko/20100101 Firefox/149.0", "Firefox on Linux"),
        (f"{X11}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36", "Chrome on Linux"),
        (f"{WINDOWS} Chrome/156.0.0.0 Safari/537.36 Edg/156.0.0.0", "Edge on Windows"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/19.0 Safari/605.1.15", "Safari on macOS"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1", "Safari on iPhone"),
        ("Mozilla/5.0 (Linux; Android 16) Chrome/156.0.0.0 Mobile Safari/537.36", "Chrome on Android"),
        ("curl/8.9.1", "a program"),
        ("", ""),
        ("<script>alert(1)</script>", ""),
    ],
)
def test_a_browser_is_named_in_words(user_agent: str, words: str) -> None:
    assert device(user_agent) == words


@pytest.mark.parametrize(
    ("seen_after", "now_after", "is_over"),
    [(0, 13, False), (0, 14, True), (20, 29, False), (29, 30, True)],
)
def test_a_sign_in_runs_out_when_idle_and_in_any_case_in_the_end(
    seen_after: int, now_after: int, is_over: bool
) -> None:
    seen, now = BEGAN + timedelta(days=seen_after), BEGAN + timedelta(days=now_after)
    assert has_run_out(BEGAN, seen, now, LIMITS) is is_over
