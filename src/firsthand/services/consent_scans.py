"""A signed paper as it was scanned: recognised by its bytes, bounded, kept under its SHA-256, given to who may read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from firsthand.domain.errors import Invalid, NotFound
from firsthand.domain.people.access import Action
from firsthand.domain.people.actors import Actor
from firsthand.formats.scans import EXTENSIONS, media_type
from firsthand.services.access import absent, found
from firsthand.services.fields import line
from firsthand.services.media import originals
from firsthand.storage.consents import ConsentRecord

SCAN_LIMIT = 10 * 1024 * 1024  # bytes


@dataclass(frozen=True, slots=True)
class ScanFile:
    """A file as somebody chose it."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Scan:
    """A scan that is kept; all empty where there is none."""

    sha256: str = ""
    name: str = ""
    media_type: str = ""


@dataclass(frozen=True, slots=True)
class KeptScan:
    """A scan to be shown."""

    sha256: str
    name: str
    media_type: str  # application/pdf, image/png or image/jpeg: what its bytes are, whatever it was called


def kept_scan(file: ScanFile) -> Scan:
    """Keep a scan. Raises Invalid for what is too large, or neither PDF, PNG nor JPEG."""
    if len(file.data) > SCAN_LIMIT:
        raise Invalid("A scan can have 10 MB at most. Nothing was saved; scan it smaller.", where="scan")
    kind = media_type(file.data)
    if kind is None:
        raise Invalid("This is no PDF, PNG or JPEG file. Nothing was saved; scan the paper as one.", where="scan")
    name = line(PurePath(file.name.replace("\\", "/")).stem, "scan", 200) or "consent"
    return Scan(originals().keep(file.data), name + EXTENSIONS[kind], kind)


def scan(actor: Actor, consent_id: str) -> KeptScan:
    """The scan that shows an answer, for who may read. Raises NotFound where there is none."""
    record = found(actor, Action.READ, ConsentRecord, consent_id)
    if not record.scan_sha256:
        raise absent()
    if not originals().has(record.scan_sha256):
        raise NotFound("The scan is no longer among the files. What was logged with it is kept.")
    return KeptScan(record.scan_sha256, record.scan_name, record.scan_type)
