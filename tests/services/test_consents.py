"""Every service that gives out a participant's words, against consent that has ended or runs out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from firsthand.domain.errors import NotAllowed
from firsthand.domain.people.consent import How, Scope
from firsthand.services import consents, craft, quotes, reader, records, speakers, transcripts
from firsthand.storage.models import ConsentRecord
from people_at_work import Call, Team

Deed = Callable[[Team, Call], object]
WORDS: dict[str, Deed] = {
    "reader": lambda team, call: reader.reader_page(team.rui, call.session_id),
    "craft": lambda team, call: craft.craft_page(team.rui, call.session_id),
    "original": lambda team, call: transcripts.original(team.rui, call.transcript_id),
    "turn": lambda team, call: transcripts.turn_text(team.rui, call.transcript_id, 1),
    "roles": lambda team, call: speakers.roles_page(team.rui, call.transcript_id),
    "check": lambda team, call: quotes.check_selection(team.rui, call.transcript_id, 1, 0, 1, 16),
    "highlight": lambda team, call: quotes.highlight(team.rui, call.transcript_id, 1, 0, 1, 16),
}


@pytest.mark.parametrize("deed", WORDS.values(), ids=list(WORDS))
def test_without_the_scope_for_a_transcript_no_words_come_out(team: Team, call: Call, deed: Deed) -> None:
    deed(team, call)
    consents.end_consent(team.rui, call.participant_id)
    with pytest.raises(NotAllowed, match="transcript being kept"):
        deed(team, call)


@pytest.mark.parametrize("deed", WORDS.values(), ids=list(WORDS))
def test_a_consent_that_runs_out_closes_by_itself(team: Team, call: Call, deed: Deed) -> None:
    ConsentRecord.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(NotAllowed):
        deed(team, call)


def test_a_transcript_may_be_kept_and_still_nobody_quoted(team: Team, call: Call) -> None:
    quotes.highlight(team.rui, call.transcript_id, 1, 0, 1, 16)
    consents.end_consent(team.rui, call.participant_id)
    consents.log_consent(team.rui, call.participant_id, [Scope.TRANSCRIBE], How.FORM)
    page = reader.reader_page(team.rui, call.session_id)
    assert "not agreed to be quoted" in page.closed_because
    assert [quote.text for quote in page.quotes] == [""]
    assert [quote.text for quote in quotes.quotes(team.vera).items] == [""]
    assert "It was in March" not in records.session_record(team.rui, call.session_id)
    with pytest.raises(NotAllowed, match="quoted inside"):
        quotes.highlight(team.rui, call.transcript_id, 5, 0, 5, 30)


def test_the_refusal_names_nobody(team: Team, call: Call) -> None:
    consents.end_consent(team.rui, call.participant_id)
    with pytest.raises(NotAllowed) as refused:
        reader.reader_page(team.rui, call.session_id)
    assert "Dana" not in refused.value.message


def test_nobody_at_all_has_agreed_to_nothing() -> None:
    with pytest.raises(NotAllowed, match="Nobody here has agreed"):
        consents.require_scope([], Scope.CLIP)
