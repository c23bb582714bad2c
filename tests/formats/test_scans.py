from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.formats.scans import EXTENSIONS, JPEG, PDF, PNG, media_type

REAL = {
    PNG: b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR rest",
    JPEG: b"\xff\xd8\xff\xe0\x00\x10JFIF rest \xff\xd9",
    PDF: b"%PDF-1.4\n1 0 obj\nendobj\n%%EOF\n",
}


@pytest.mark.parametrize("kind", REAL)
def test_a_scan_is_known_by_its_bytes(kind: str) -> None:
    assert media_type(REAL[kind]) == kind
    assert kind in EXTENSIONS


@pytest.mark.parametrize("kind", REAL)
def test_half_of_one_or_one_behind_something_else_is_none(kind: str) -> None:
    assert media_type(REAL[kind][:9]) is None
    assert media_type(b"<html>" + REAL[kind]) is None


@given(st.binary(max_size=200))
def test_other_bytes_are_none(data: bytes) -> None:
    starts = (b"\x89PNG", b"\xff\xd8\xff", b"%PDF-")
    assert media_type(data) is None or data.startswith(starts)
