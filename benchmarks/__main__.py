"""`python -m benchmarks`: every figure of docs/reference/benchmarks.md beside a raw baseline, as one Markdown table."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

from benchmarks.measuring import Row, table

PARTS = {
    "import": "importing",  # and craft
    "quotes": "quote_checking",
    "files": "sample_files",
    "reader": "reader_page",
    "evidence": "evidence_pages",
    "board": "board_page",
    "start": "starting_up",
    "memory": "memory",
    "lint": "linting",
    "capture": "live_capture",
}


def main() -> None:
    options = _options()
    rows = []
    for name in options.parts or PARTS:
        for row in import_module(f"benchmarks.{PARTS[name]}").rows(quick=options.quick):
            rows.append(row)
            print(f"{' · '.join(row.cells())}", file=sys.stderr, flush=True)
    print(f"{_machine()}\n\n{table(rows)}")
    if options.json:
        options.json.write_text(json.dumps(_record(rows, quick=options.quick), indent=1) + "\n")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; all if none is named")
    parser.add_argument("--quick", action="store_true", help="small inputs, one round: does everything run?")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write the figures with all their rounds' range")
    options = parser.parse_args()
    unknown = [part for part in options.parts if part not in PARTS]
    if unknown:
        parser.error(f"there is no part {unknown[0]}; known are {', '.join(PARTS)}")
    return options


def _machine() -> str:
    day = datetime.now(UTC).date().isoformat()
    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "not known"
    version = platform.python_version()
    return f"{day}, {platform.system()}, {os.cpu_count()} cores, Python {version}, load {load} at the end"


def _record(rows: Iterable[Row], *, quick: bool) -> dict[str, object]:
    return {"machine": _machine(), "quick": quick, "rows": [asdict(row) | {"ratio": row.ratio} for row in rows]}


if __name__ == "__main__":
    main()
