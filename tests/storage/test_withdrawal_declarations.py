"""Nothing of a person may be kept where a withdrawal does not find it: every declaration says how it gets there."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import models

from firsthand.storage.columns import Declared, Withdrawal
from firsthand.storage.models import CompanyRecord, ParticipantRecord, ReasonRecord

RECORDS = [one for one in apps.get_app_config("firsthand").get_models() if issubclass(one, Declared)]
NAMED_ONLY = (
    CompanyRecord,
    ReasonRecord,
)  # of the team, or of an event: what names the person in them is found by name
each_record = pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)


def wants(record: type[Declared], withdrawal: Withdrawal) -> set[str]:
    return {name for name, text in record.texts.items() if text.withdrawal is withdrawal}


@each_record
def test_what_a_withdrawal_erases_says_how_it_is_found(record: type[Declared]) -> None:
    if wants(record, Withdrawal.ERASE):
        assert record.of_person, f"{record.__name__} holds {wants(record, Withdrawal.ERASE)} of nobody"
    if wants(record, Withdrawal.BLANK) and record not in NAMED_ONLY:
        assert record.of_person, f"{record.__name__} may name somebody in {wants(record, Withdrawal.BLANK)}"


@each_record
def test_every_way_to_a_person_leads_to_a_person(record: type[Declared]) -> None:
    for lookup in record.of_person:
        query = record._default_manager.filter(**{f"{lookup}__in": ["par_0000000000000000000000"]})
        assert str(query.query)
        assert _end_of(record, lookup) is ParticipantRecord


@each_record
def test_what_stands_at_turns_of_a_transcript_names_them(record: type[Declared]) -> None:
    """Of a conversation with several people only the rows at the withdrawn person's turns go."""
    columns = {field.name for field in record._meta.local_fields}
    turns = [name for name in ("first_turn", "last_turn", "index", "turn", "turn_index") if name in columns]
    if "transcript" in columns and turns and record.of_person:
        assert record.of_turns, f"{record.__name__} stands at {turns}"
    assert set(record.of_turns) <= columns


@each_record
def test_every_digest_of_a_file_says_whether_it_is_in_the_media_folder(record: type[Declared]) -> None:
    digests = {field.name for field in record._meta.local_fields if "sha256" in field.name}
    assert record.__name__ in NO_FILES or digests == set(record.of_files)


NO_FILES = {"ExportRecord"}  # digests of what left, of which nothing is kept


def _end_of(record: type[models.Model], lookup: str) -> type[models.Model]:
    if lookup == "pk":
        return record
    for name in lookup.split("__"):
        field = record._meta.get_field(name)
        assert field.is_relation
        assert field.related_model is not None
        record = field.related_model  # type: ignore[assignment]
    return record
