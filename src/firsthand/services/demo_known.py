"""What the demo knows of people and companies from elsewhere: written down one by one, and imported as tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from firsthand.domain.errors import Invalid
from firsthand.domain.people.actors import Actor
from firsthand.services import figures, table_imports, touchpoints
from firsthand.services.demo_files import DemoFolder
from firsthand.services.import_targets import target_named
from firsthand.services.table_columns import TableWish
from firsthand.services.uploads import UploadedFile


def make_known(actor: Actor, folder: DemoFolder, people: Mapping[str, str], companies: Mapping[str, str]) -> None:
    """Touchpoints, figures and tables of them. Raises Invalid for a table that would not go in whole."""
    for one in folder.contents.touchpoint:
        at = datetime.combine(one.day, one.time) if one.time else None
        form = touchpoints.TouchpointForm(**one.model_dump(exclude={"participant", "company", "time"}), happened_at=at)
        whose = people.get(one.participant), companies.get(one.company)
        touchpoints.add_touchpoint(actor, replace(form, participant_id=whose[0], company_id=whose[1]))
    for many in folder.contents.figures:
        person, company = people.get(many.participant), companies.get(many.company)
        for day, value in many.values:
            number = figures.FigureForm(many.measure, value, person, company, many.unit, day, source=many.source)
            figures.add_figure(actor, number)
    for table in folder.contents.table:
        _import(actor, folder, table.target, table.file)


def _import(actor: Actor, folder: DemoFolder, target: str, name: str) -> None:
    file = UploadedFile(name, folder.table(name))
    done = table_imports.import_table(actor, target_named(actor, target), file, TableWish())
    if done.left_out:
        raise Invalid(f"tables/{name}: {done.left_out} rows can't be imported", where="workspace.toml")
