from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

pytestmark = pytest.mark.slow


@pytest.fixture
def before_planning(transactional_db: None) -> Iterator[Any]:
    """The database as it was before studies had plans; brought up to date again afterwards."""
    yield _migrate("0001_first")
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def test_studies_and_guides_from_before_planning_come_along(before_planning: Any) -> None:
    old = before_planning
    workspace = old.get_model("firsthand", "WorkspaceRecord").objects.create(name="Parcels")
    studies = old.get_model("firsthand", "StudyRecord").objects
    held = studies.create(workspace=workspace, title="Held", template="customer_interview")
    planned = studies.create(workspace=workspace, title="Planned")
    sessions = old.get_model("firsthand", "SessionRecord").objects
    day, zone = date(2026, 10, 5), "Europe/Berlin"
    sessions.create(workspace=workspace, study=held, title="Dana", interview_date=day, zone=zone, state="held")
    sessions.create(workspace=workspace, study=planned, title="Emil", interview_date=day, zone=zone, state="planned")
    guides = old.get_model("firsthand", "GuideRecord").objects
    guides.create(workspace=workspace, study=held, title="Late", text="# Late\n", version=1)
    new = _migrate("0003_plans_begun")
    rows = new.get_model("firsthand", "StudyRecord").objects.order_by("title").values_list("state", "template")
    assert list(rows) == [("fieldwork", "customer-interview"), ("planning", "blank")]
    locked = new.get_model("firsthand", "StudyRecord").objects.get(title="Held").locked_at
    assert locked.isoformat() == "2026-10-05T22:00:00+00:00"
    kept = new.get_model("firsthand", "GuideVersionRecord").objects.values_list("number", "text")
    assert list(kept) == [(1, "# Late\n")]
    new.get_model("firsthand", "WorkspaceRecord").objects.all().delete()


def _migrate(name: str) -> Any:
    executor = MigrationExecutor(connection)
    return executor.migrate([("firsthand", name)]).apps
