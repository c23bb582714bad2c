"""Everything that tables can be imported as: one place, read by the pages, the API and the worker."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from firsthand.domain.people.actors import Actor
from firsthand.services import company_imports, figure_imports, people_imports, table_imports, touchpoint_imports
from firsthand.services.access import absent
from firsthand.services.jobs import Work
from firsthand.services.table_targets import Target
from firsthand.services.uploads import uploads, waiting_upload

TARGETS: Mapping[str, Callable[[Actor], Target]] = {
    "people": people_imports.people_target,
    "companies": company_imports.companies_target,
    "touchpoints": touchpoint_imports.touchpoints_target,
    "figures": figure_imports.figures_target,
}


def target_named(actor: Actor, name: str) -> Target:
    """One of them for the actor's workspace. Raises NotFound where there is none of this name."""
    if name not in TARGETS:
        raise absent()
    return TARGETS[name](actor)


def import_in_job(work: Work) -> None:
    """Import a big table that waits; rows that a worker imported before it died are found unchanged."""
    if work.actor is None:
        return
    wish, target = table_imports.wish_of(work.args), target_named(work.actor, work.args["target"])
    file = waiting_upload(work.actor, work.args["upload"], "")
    counts = table_imports.import_in_job(work.actor, target, file.data, wish, work.tell)
    if not counts.get("error"):
        uploads(work.actor).remove(work.args["upload"])
    work.leave(counts)
