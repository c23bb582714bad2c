from __future__ import annotations

import pytest
from django.apps import apps
from django.db import models

from firsthand.storage.columns import Declared, Owned
from firsthand.storage.models import ConsentRecord, StudyRecord, TickRecord

RECORDS = list(apps.get_app_config("firsthand").get_models())
NOT_OF_A_STUDY: tuple[type[models.Model], ...] = (ConsentRecord,)  # records that only mention one
TEXT = (models.CharField, models.TextField, models.JSONField, models.BinaryField)


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_every_text_column_says_how_it_is_withdrawn_exported_and_consent_checked(record: type[models.Model]) -> None:
    columns = {
        field.name
        for field in record._meta.local_fields
        if isinstance(field, TEXT) and not field.choices and not (field.primary_key and field.name == "id")
    }
    assert columns == set(getattr(record, "texts", {}))


def leads_to_a_study(record: type[models.Model], seen: tuple[type[models.Model], ...] = ()) -> bool:
    """Whether a row of this kind hangs, over however many steps, below one study."""
    if record is StudyRecord:
        return True
    above = [field.related_model for field in record._meta.local_fields if isinstance(field, models.ForeignKey)]
    return any(leads_to_a_study(one, (*seen, record)) for one in above if one not in (*seen, record, *NOT_OF_A_STUDY))


@pytest.mark.parametrize("record", [one for one in RECORDS if issubclass(one, Owned)], ids=lambda one: one.__name__)
def test_every_record_below_a_study_says_how_it_hangs_there(record: type[Owned]) -> None:
    if record is TickRecord:
        return  # of a study or of a session, and only ever looked up through one of them
    assert record.of_study or record in NOT_OF_A_STUDY or not leads_to_a_study(record)
    if record.of_study not in ("", "pk"):
        assert str(record._default_manager.filter(**{f"{record.of_study}__is_confidential": True}).query)


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_every_record_is_named_and_stored_as_the_house_says(record: type[models.Model]) -> None:
    assert record.__name__.endswith("Record")
    assert record._meta.db_table.endswith("s")
    assert "firsthand" not in record._meta.db_table
    assert issubclass(record, Declared) or record.__name__ == "UserRecord"


@pytest.mark.django_db
def test_the_migrations_say_what_the_records_say() -> None:
    from django.core.management import call_command

    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


@pytest.mark.django_db
def test_the_tests_stand_on_the_database_that_was_asked_for(pytestconfig: pytest.Config) -> None:
    from django.db import connection

    assert connection.vendor == {"sqlite": "sqlite", "postgres": "postgresql"}[pytestconfig.getoption("--database")]


@pytest.mark.django_db
def test_on_sqlite_deleted_words_are_overwritten_and_writers_wait() -> None:
    from django.db import connection

    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA secure_delete").fetchone() == (1,)
        assert cursor.execute("PRAGMA foreign_keys").fetchone() == (1,)
    assert connection.transaction_mode == "IMMEDIATE"
