"""Which service does which kind of work, and what happens by itself and how often."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from django.conf import settings
from django.urls import reverse

from firsthand.services import (
    account_mails,
    import_targets,
    imports,
    outlines,
    purging,
    retention_runs,
    sending,
    sign_ins,
    table_imports,
    unit_places,
    uploads,
    withdrawing,
)
from firsthand.services.jobs import Handler, Work


def read_transcript(work: Work) -> None:
    """Read a big file that was kept at import."""
    if work.actor is not None:
        args = work.args
        imports.read_in_job(
            work.actor, args["transcript"], args["format"], work.tell, of_record=args.get("of_record") == "yes"
        )


def purge(work: Work) -> None:
    """Remove for good what was deleted a month ago."""
    work.tell(0.1, "Removing what was deleted a month ago")
    purging.purge_deleted()


def forget_uploads(_: Work) -> None:
    """Remove files that were previewed and that nobody imported within the hour."""
    uploads.forget_old_uploads()


def send_letters(work: Work) -> None:
    """Send the letters that are due."""
    sending.send_due(work.tell)


def listen(work: Work) -> None:
    """Find the questions of one transcript."""
    work.tell(0.1, "Listening to the questions")
    outlines.listen_in_job(work.args["transcript"])


def split(work: Work) -> None:
    """Find the turns and sentences of one transcript that codes can be given to."""
    work.tell(0.1, "Splitting into sentences")
    unit_places.split_in_job(work.args["transcript"])


def send_resets(_: Work) -> None:
    """Send everybody who asked for a new password the letter with which to choose one."""
    account_mails.send_reset_letters(_page)


def _page(name: str, *parts: str) -> str:
    """The address of a page as people open it."""
    return settings.FIRSTHAND.base_url.rstrip("/") + reverse(name, args=parts)


def forget_sign_ins(_: Work) -> None:
    """Remove sign-ins that have run out, and counts of failures that count no longer."""
    sign_ins.forget_old_sign_ins()


def withdraw(work: Work) -> None:
    """Erase what is left of somebody who withdrew."""
    withdrawing.carry_out(work.args["withdrawal"], work.actor, work.id, work.tell)


def resume_withdrawals(_: Work) -> None:
    """Go on with every withdrawal that was stopped, or had to wait for the database."""
    withdrawing.resume_withdrawals()


def run_retention(work: Work) -> None:
    """Announce and remove what the retention rules say."""
    work.tell(0.1, "Looking at what the retention rules say")
    retention_runs.run_retention()


HANDLERS: Mapping[str, Handler] = {
    imports.READ_KIND: read_transcript,
    table_imports.IMPORT_KIND: import_targets.import_in_job,
    "purge": purge,
    outlines.LISTEN_KIND: listen,
    unit_places.SPLIT_KIND: split,
    "forget uploads": forget_uploads,
    sending.SEND_KIND: send_letters,
    account_mails.RESET_KIND: send_resets,
    "forget sign-ins": forget_sign_ins,
    withdrawing.WITHDRAW_KIND: withdraw,
    "resume withdrawals": resume_withdrawals,
    "retention": run_retention,
}
PERIODIC: Mapping[str, timedelta] = {
    "purge": timedelta(hours=24),
    "forget uploads": timedelta(minutes=15),
    sending.SEND_KIND: timedelta(minutes=1),
    "forget sign-ins": timedelta(hours=1),
    "resume withdrawals": timedelta(minutes=15),
    "retention": timedelta(hours=24),
}
