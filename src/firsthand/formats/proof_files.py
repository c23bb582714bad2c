"""A proof file as JSON: written in one way only, and read only if it is written in that way."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, replace
from typing import Any

from pydantic import TypeAdapter, ValidationError

from firsthand.domain.errors import Invalid
from firsthand.domain.synthesis.proofs import SCHEMA, VERSION, ProofFile

LARGEST = 50_000_000  # bytes
_FILES: TypeAdapter[ProofFile] = TypeAdapter(ProofFile)


def write_proof(proof: ProofFile) -> bytes:
    """The file with its digest."""
    sealed = replace(proof, digest=_digest(_plain(proof)))
    return (json.dumps(_plain(sealed), ensure_ascii=False, indent=1) + "\n").encode()


def read_proof(data: bytes) -> ProofFile:
    """The file. Raises Invalid, in words, for one that is cut off, too big, of another version, or not ours."""
    given = _loaded(data)
    if not isinstance(given, dict) or given.get("schema") != SCHEMA:
        raise Invalid("This is no proof file: it does not say that it is one. Nothing was checked.")
    if given.get("version") != VERSION:
        raise Invalid(
            f"This proof file has version {str(given.get('version'))[:20]}, and version {VERSION} is read here. "
            "Nothing was checked; use the Firsthand that made it, or a newer one."
        )
    try:
        proof = _FILES.validate_python(given)
    except (ValidationError, RecursionError) as reason:
        raise Invalid(f"This proof file is not whole: {_first(reason)}. Nothing was checked; get it again.") from None
    if _plain(proof) != given:
        raise Invalid("This proof file holds something that no proof file holds. Nothing was checked; get it again.")
    return proof


def is_sealed(proof: ProofFile) -> bool:
    """Whether the file is as it was written: nothing in it was changed by a slip."""
    return proof.digest == _digest(_plain(proof))


def _loaded(data: bytes) -> Any:
    if len(data) > LARGEST:
        raise Invalid(f"This file has more than {LARGEST // 1_000_000} MB; no proof file has. Nothing was checked.")
    try:
        return json.loads(data.decode("utf-8"), object_pairs_hook=_once)
    except (UnicodeDecodeError, ValueError, RecursionError) as reason:
        raise Invalid(
            f"This file can't be read as JSON ({str(reason)[:80]}): it is cut off or was changed. "
            "Nothing was checked; get it again."
        ) from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object in which no name stands twice: readers would differ about which one counts."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice")
    return found


def _plain(proof: ProofFile) -> Any:
    return json.loads(json.dumps(asdict(proof), default=str))


def _digest(plain: dict[str, Any]) -> str:
    content = {name: value for name, value in plain.items() if name != "digest"}
    return hashlib.sha256(json.dumps(content, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def _first(reason: ValidationError | RecursionError) -> str:
    if isinstance(reason, RecursionError):
        return "it is nested too deeply"
    error = reason.errors()[0]
    return f"{'.'.join(map(str, error['loc']))[:120]} ({error['msg'][:120]})"
