from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.formats.html_text import is_html, plain_text


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("<p>Hello,</p><p>the van is <b>late</b>.</p>", "Hello,\n\nthe van is late."),
        ("Hello,<br>the van<br/>is late.", "Hello,\nthe van\nis late."),
        ("<ul><li>One</li><li>Two</li></ul>", "– One\n– Two"),
        ("<div>See <a href='https://a.example/7'>the ticket</a></div>", "See the ticket (https://a.example/7)"),
        ('<a href="https://a.example/">https://a.example</a>', "https://a.example"),
        ('<a href="javascript:alert(1)">Click</a>', "Click"),
        ("<p>Tea &amp; &lt;b&gt; biscuits&nbsp;now</p>", "Tea & <b> biscuits now"),
        ("<style>p{}</style><script>alert(1)</script><p>Words</p><!-- no -->", "Words"),
        ("<p>Words<script>alert(1)", "Words"),
        ("<img src=x onerror=alert(1)>Words", "Words"),
        ("<table><tr><td>A</td><td>B</td></tr></table>", "A B"),
    ],
)
def test_html_becomes_its_words(text: str, plain: str) -> None:
    assert plain_text(text) == plain


@pytest.mark.parametrize(
    "text", ["a < b and c > d", "Use <name> here", "1 &lt; 2", "<3 this", "x <- y", "if (a<b) {", "<noone@example.org>"]
)
def test_text_that_is_no_html_stays_as_it_is(text: str) -> None:
    assert plain_text(text) == text


@given(st.text(alphabet="<>/pabr !-=\"'scriptlihref:&;x\n", max_size=300))
def test_what_is_left_of_markup_is_none(text: str) -> None:
    plain = plain_text(text)
    assert plain == text or not is_html(text) or "<script" not in plain.lower() or "&lt;" in text


@pytest.mark.parametrize("part", ["<", "<a", "<!--", "<p><a href=", "<li>", "</", "&", "<script>", "<a href='"])
def test_a_long_hostile_text_is_read_in_one_pass(part: str) -> None:
    assert len(plain_text(part * 50_000)) <= 50_000 * len(part) * 3
