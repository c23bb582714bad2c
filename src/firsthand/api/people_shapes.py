"""What the API takes about people, companies, the workspace's own fields, duplicates and tables."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from ninja import Field
from pydantic import StringConstraints

from firsthand.api.shapes import Id, Line, OwnValues, Passage, Shape, Version
from firsthand.domain.people.own_fields import About, FieldKind
from firsthand.formats.table_values import DateOrder


class CompanyIn(Shape):
    """A company."""

    name: Line
    stage: Annotated[str, StringConstraints(max_length=100)] = ""
    size: Annotated[str, StringConstraints(max_length=100)] = ""
    customer_since: date | None = None
    notes: Passage = ""
    own: OwnValues | None = None  # fields that are not named stay as they are


class EditedCompanyIn(CompanyIn):
    """A company as it should be from now on."""

    version: Version | None = None


class FieldIn(Shape):
    """A field of the workspace's own."""

    about: About
    label: Annotated[str, StringConstraints(max_length=80)]
    kind: FieldKind
    choices: list[Annotated[str, StringConstraints(max_length=100)]] = Field(default_factory=list, max_length=100)


class EditedFieldIn(Shape):
    """A field as it should be from now on; what it holds stays."""

    label: Annotated[str, StringConstraints(max_length=80)]
    choices: list[Annotated[str, StringConstraints(max_length=100)]] = Field(default_factory=list, max_length=100)
    is_retired: bool = False


class PairIn(Shape):
    """Two people, or two companies."""

    about: About
    first_id: Id
    second_id: Id


class MergeIn(Shape):
    """What is merged into the record that the address names, and which value of a field stays."""

    other_id: Id
    choices: dict[Line, Literal["kept", "other", "both"]] = Field(default_factory=dict, max_length=100)


class TableIn(Shape):
    """What is said about a table; what is left out is guessed."""

    columns: Annotated[str, StringConstraints(max_length=20_000)] = ""  # the meaning of each, with commas between
    sheet: Annotated[int, Field(ge=0, le=10_000)] | None = None
    dates: DateOrder | None = None
    remember: Annotated[str, StringConstraints(max_length=100)] = ""  # keep the columns' meaning under this name
