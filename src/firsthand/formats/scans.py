"""What a scanned paper is, by its first bytes and its last: PDF, PNG or JPEG, and nothing else."""

from __future__ import annotations

PNG, JPEG, PDF = "image/png", "image/jpeg", "application/pdf"
EXTENSIONS = {PNG: ".png", JPEG: ".jpg", PDF: ".pdf"}


def media_type(data: bytes) -> str | None:
    """The media type of a scan; None for anything that is not plainly one of the three."""
    if data.startswith(b"\x89PNG\r\n\x1a\n") and data[12:16] == b"IHDR":
        return PNG
    if data.startswith(b"\xff\xd8\xff") and b"\xff\xd9" in data[-64:]:
        return JPEG
    if data.startswith(b"%PDF-") and b"%%EOF" in data[-2_048:]:
        return PDF
    return None
