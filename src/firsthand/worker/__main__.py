"""A worker in a process of its own (`python -m firsthand.worker`), where FIRSTHAND_WORKER is off in the web process."""

from __future__ import annotations

import signal
import threading
from types import FrameType

from firsthand.services import starting


def main() -> None:
    """Do jobs until told to stop; the job at hand is finished or put back."""
    folder = starting.prepare(None)
    from firsthand.worker.embedded import EmbeddedWorker

    stop = threading.Event()

    def told(_: int, __: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, told)
    signal.signal(signal.SIGINT, told)
    worker = EmbeddedWorker(starting.folder_lock(folder))
    worker.start()
    stop.wait()
    worker.stop()


if __name__ == "__main__":
    main()
