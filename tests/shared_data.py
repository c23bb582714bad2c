"""Where the real transcripts and labelled sets are, when this machine has them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

_folder = Path(os.environ.get("FIRSTHAND_SHARED_DATA", Path(__file__).resolve().parents[2] / "shared" / "data"))
SHARED_DATA: Path | None = _folder if _folder.is_dir() else None
needs_shared_data = pytest.mark.skipif(
    SHARED_DATA is None, reason=f"the real sample files are not at {_folder} (set FIRSTHAND_SHARED_DATA)"
)
