"""Every service that gives out a participant's words, against every scope that is missing: closed exactly where needed.

Each public function of the hall stands in one of three lists: it lets words out and needs consent for some use of them;
it works beneath such a function on what was checked there, and no door calls it; or no words come out of it. A new
function stands in none, and fails here until somebody has decided.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import io
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from pypdf import PdfReader

import firsthand
from coders_at_work import mark, new_code
from consent_silence import SILENT
from firsthand import services
from firsthand.domain.errors import NotAllowed, Refusal
from firsthand.domain.evidence.notes import NoteKind
from firsthand.domain.evidence.observations import ObservationKind
from firsthand.domain.ids import Kind, new_id
from firsthand.domain.interviews.transcripts import Role
from firsthand.domain.people.actors import Ref
from firsthand.domain.people.consent import ATTESTABLE, How, Scope
from firsthand.domain.people.consent_uses import NEEDS, Use
from firsthand.domain.people.touchpoints import TouchpointKind
from firsthand.domain.synthesis.mentions import Measure
from firsthand.domain.synthesis.opportunities import NodeKind
from firsthand.domain.synthesis.snapshots import Parts
from firsthand.domain.synthesis.support import Side
from firsthand.services import (
    answer_grid,
    assumptions,
    board,
    briefs,
    cards,
    claims,
    code_examples,
    code_pages,
    coding_lists,
    coding_resolutions,
    companies,
    consent_answers,
    consent_links,
    consents,
    craft,
    document_checks,
    guides,
    imports,
    noted,
    notes,
    observations,
    opportunities,
    printing,
    proofs,
    quote_proofs,
    quotes,
    quoting_outside,
    reader,
    record_choice,
    records,
    redactions,
    search,
    session_columns,
    sessions,
    share_files,
    shares,
    snapshot_sheets,
    snapshots,
    speakers,
    studies,
    timelines,
    touchpoints,
    transcripts,
    withdrawals,
    workspaces,
)
from firsthand.services.assumptions import AssumptionForm
from firsthand.services.claims import ClaimForm
from firsthand.services.companies import CompanyForm
from firsthand.services.imports import ImportForm, UploadedFile
from firsthand.services.media import originals
from firsthand.services.notes import NoteForm
from firsthand.services.observations import CountForm, ObservationForm
from firsthand.services.opportunities import NodeForm
from firsthand.services.quotes import QuoteFilter
from firsthand.services.search import Found, SearchFilter
from firsthand.services.sessions import SessionForm
from firsthand.services.shares import ShareForm
from firsthand.services.studies import StudyForm
from firsthand.services.touchpoints import TouchpointForm
from firsthand.storage.models import ConsentRecord, ParticipantRecord, SessionRecord, SpeakerRecord, TranscriptRecord
from people_at_work import CALL, Call, Team, hold_call

PLANTED = "zinnober lantern"
SAID = f"The {PLANTED} went out at four."
FILE = CALL.replace("It was in March.", SAID)


@dataclass(frozen=True, slots=True)
class World:
    """One conversation with a planted sentence, quoted and corrected; another one with the same person ahead."""

    team: Team
    call: Call
    quote: str
    ahead: str  # the session to come
    claim: str  # that rests on the quote
    share: str  # that shows the claim outside
    token: str  # of its address
    assumption: str  # so does this
    touchpoint: str  # what they wrote to support
    company: str
    second: str  # a transcript that is not of record, with a quote that did not land
    observation: str  # that says the same and rests on the quote
    counted: str  # another, that counts a word of it
    note: str  # words of theirs, noted
    node: str = ""  # an opportunity that cites the observation
    study: str = ""  # that the conversation is in, coded by two who differ
    code: str = ""  # with which they differ, and which the quote explains


Deed = Callable[[World], object]
EMITS: dict[str, tuple[Use, Deed]] = {
    "reader.reader_page": (Use.READ_TRANSCRIPT, lambda w: reader.reader_page(w.team.rui, w.call.session_id).turns),
    "answer_grid.answer_grid": (Use.READ_TRANSCRIPT, lambda w: answers(w)),
    "craft.craft_page": (Use.READ_TRANSCRIPT, lambda w: craft.craft_page(w.team.rui, w.call.session_id)),
    "coding_resolutions.differences": (
        Use.READ_TRANSCRIPT,
        lambda w: coding_resolutions.differences(w.team.rui, w.study).rows,
    ),
    "transcripts.original": (
        Use.READ_TRANSCRIPT,
        lambda w: originals().read(transcripts.original(w.team.rui, w.call.transcript_id).sha256).decode(),
    ),
    "transcripts.turn_text": (
        Use.READ_TRANSCRIPT,
        lambda w: transcripts.turn_text(w.team.rui, w.call.transcript_id, 1),
    ),
    "transcripts.correct_turn": (Use.READ_TRANSCRIPT, lambda w: corrected_too_late(w)),
    "speakers.roles_page": (Use.READ_TRANSCRIPT, lambda w: speakers.roles_page(w.team.rui, w.call.transcript_id)),
    "quotes.check_selection": (
        Use.READ_TRANSCRIPT,
        lambda w: quotes.check_selection(w.team.rui, w.call.transcript_id, 1, 0, 1, len(SAID)),
    ),
    "quotes.highlight": (
        Use.QUOTE_INSIDE,
        lambda w: done(quotes.highlight(w.team.rui, w.call.transcript_id, 1, 0, 1, len(SAID))),
    ),
    "quotes.quotes": (Use.QUOTE_INSIDE, lambda w: (quotes.quotes(w.team.rui), quotes.quotes(w.team.vera))),
    "quotes.quotes by a search": (Use.QUOTE_INSIDE, lambda w: told(searched(w))),
    "search.search": (Use.READ_TRANSCRIPT, lambda w: sought(w, Found.TURN)),
    "search_sources.turns": (Use.READ_TRANSCRIPT, lambda w: sought(w, Found.TURN)),
    "search_sources.quotes": (Use.QUOTE_INSIDE, lambda w: sought(w, Found.QUOTE)),
    "search_sources.notes": (Use.SHOW_NOTED, lambda w: sought(w, Found.NOTE)),
    "search_sources.observations": (Use.QUOTE_INSIDE, lambda w: sought(w, Found.OBSERVATION)),
    "quotes.quote": (Use.QUOTE_INSIDE, lambda w: quotes.quote(w.team.vera, w.quote)),
    "reader.reader_page with its quotes": (
        Use.QUOTE_INSIDE,
        lambda w: reader.reader_page(w.team.rui, w.call.session_id).quotes,
    ),
    "quotes.quote_rows": (Use.QUOTE_INSIDE, lambda w: quotes.quote_rows(w.team.vera, [w.quote])),
    "assumptions.assumption": (
        Use.QUOTE_INSIDE,
        lambda w: assumptions.assumption(w.team.rui, w.assumption),
    ),
    "assumptions.assumptions": (Use.QUOTE_INSIDE, lambda w: assumptions.assumptions(w.team.vera)),
    "records.take_record": (Use.QUOTE_INSIDE, lambda w: records.take_record(w.team.rui, w.call.session_id)),
    "transcripts.take_original": (
        Use.READ_TRANSCRIPT,
        lambda w: originals().read(transcripts.take_original(w.team.rui, w.call.transcript_id).sha256).decode(),
    ),
    "quote_proofs.quote_proof": (Use.QUOTE_INSIDE, lambda w: quote_proofs.quote_proof(w.team.rui, w.quote)),
    "coding_lists.codings_of_transcript": (
        Use.READ_TRANSCRIPT,
        lambda w: coding_lists.codings_of_transcript(w.team.rui, w.call.transcript_id),
    ),
    "coding_lists.codings_of_code": (
        Use.READ_TRANSCRIPT,
        lambda w: coding_lists.codings_of_code(w.team.rui, w.code),
    ),
    "code_pages.code_page": (Use.READ_TRANSCRIPT, lambda w: code_pages.code_page(w.team.rui, w.code).marked),
    "code_examples.examples_of": (Use.QUOTE_INSIDE, lambda w: code_examples.examples_of(w.team.rui, w.code)),
    "claims.claim_page": (Use.QUOTE_INSIDE, lambda w: claims.claim_page(w.team.rui, w.claim)),
    "observations.observation_page": (
        Use.QUOTE_INSIDE,
        lambda w: observations.observation_page(w.team.rui, w.observation),
    ),
    "observations.observations": (
        Use.QUOTE_INSIDE,
        lambda w: [row for row in observations.observations(w.team.rui).items if row.id == w.observation],
    ),
    "observation_rows.observation_rows": (
        Use.QUOTE_INSIDE,
        lambda w: observations.observation_rows(w.team.rui, [w.observation]),
    ),
    "observations.observation_page with a count": (
        Use.QUOTE_INSIDE,
        lambda w: observations.observation_page(w.team.rui, w.counted).row.count,
    ),
    "session_columns.session_columns": (
        Use.QUOTE_INSIDE,
        lambda w: replace(session_columns.session_columns(w.team.rui, w.call.session_id), notes=()),
    ),
    "snapshots.snapshot_page": (
        Use.QUOTE_INSIDE,
        lambda w: snapshots.snapshot_page(w.team.rui, w.call.session_id),
    ),
    "snapshot_sheets.printed_snapshot": (
        Use.QUOTE_INSIDE,
        lambda w: snapshot_sheets.printed_snapshot(w.team.rui, w.call.session_id),
    ),
    "snapshot_sheets.snapshot_pdf": (
        Use.QUOTE_INSIDE,
        lambda w: of_pdf(snapshot_sheets.snapshot_pdf(w.team.rui, w.call.session_id)[1]),
    ),
    "snapshot_sheets.take_snapshot": (
        Use.QUOTE_INSIDE,
        lambda w: snapshot_sheets.take_snapshot(w.team.rui, w.call.session_id),
    ),
    "noted.noted_matches": (
        Use.QUOTE_INSIDE,
        lambda w: noted.noted_matches(w.team.rui, w.call.session_id),
    ),
    "opportunities.node_page": (Use.QUOTE_INSIDE, lambda w: opportunities.node_page(w.team.rui, w.node)),
    "board.board": (Use.QUOTE_INSIDE, lambda w: board.board(w.team.rui, w.study)),
    "board.board_parts": (
        Use.QUOTE_INSIDE,
        lambda w: board.board_parts(w.team.rui, w.study, (), {w.observation, w.quote}),
    ),
    "notes.note": (Use.SHOW_NOTED, lambda w: notes.note(w.team.rui, w.note)),
    "notes.notes": (Use.SHOW_NOTED, lambda w: notes.notes(w.team.rui, w.call.session_id)),
    "notes.note_rows": (Use.SHOW_NOTED, lambda w: notes.note_rows(w.team.rui, [w.note])),
    "shares.share_page": (Use.QUOTE_OUTSIDE, lambda w: shares.share_page(w.team.rui, w.share)),
    "shares.shared_brief": (Use.QUOTE_OUTSIDE, lambda w: shares.shared_brief(w.token)),
    "share_files.take_markdown": (Use.QUOTE_OUTSIDE, lambda w: read(share_files.take_markdown(w.team.rui, w.share))),
    "share_files.take_slides": (Use.QUOTE_OUTSIDE, lambda w: read(share_files.take_slides(w.team.rui, w.share))),
    "proofs.take_claim_proof": (Use.QUOTE_OUTSIDE, lambda w: read(proofs.take_claim_proof(w.team.rui, w.claim))),
    "proofs.take_share_proof": (Use.QUOTE_OUTSIDE, lambda w: read(proofs.take_share_proof(w.team.rui, w.share))),
    "proofs.shared_proof": (Use.QUOTE_OUTSIDE, lambda w: read(proofs.shared_proof(w.token))),
    "share_files.take_pdf": (Use.QUOTE_OUTSIDE, lambda w: of_pdf(share_files.take_pdf(w.team.rui, w.share)[1])),
    "document_checks.check_text": (
        Use.QUOTE_INSIDE,
        lambda w: document_checks.check_text(w.team.rui, "“The glass mirror went out at four.”"),
    ),
    "document_checks.check_document": (
        Use.QUOTE_INSIDE,
        lambda w: document_checks.check_document(w.team.rui, b"> The glass mirror went out at four."),
    ),
    "share_files.brief_text": (Use.QUOTE_OUTSIDE, lambda w: share_files.brief_text(w.team.rui, w.share)),
    "redactions.redaction_page": (
        Use.READ_TRANSCRIPT,
        lambda w: redactions.redaction_page(w.team.rui, w.call.session_id),
    ),
    "quoting_outside.take_outside": (
        Use.QUOTE_OUTSIDE,
        lambda w: quoting_outside.take_outside(w.team.rui, w.quote),
    ),
    "records.session_record": (
        Use.QUOTE_INSIDE,
        lambda w: records.session_record(w.team.rui, w.call.session_id),
    ),
    "briefs.brief_page": (Use.QUOTE_INSIDE, lambda w: briefs.brief_page(w.team.rui, w.ahead)),
    "printing.printed_brief": (Use.QUOTE_INSIDE, lambda w: printing.printed_brief(w.team.rui, w.ahead)),
    "printing.brief_pdf": (Use.QUOTE_INSIDE, lambda w: of_pdf(printing.brief_pdf(w.team.rui, w.ahead)[1])),
    "workspaces.home_page": (
        Use.QUOTE_INSIDE,
        lambda w: (workspaces.home_page(w.team.rui), workspaces.home_page(w.team.vera)),
    ),
    "record_choice.unlanded": (Use.QUOTE_INSIDE, lambda w: unlanded(w)),
    "imports.preview": (Use.KEEP_TRANSCRIPT, lambda w: imports.preview(w.team.rui, [FILE_AGAIN])),
    "imports.import_transcript": (
        Use.KEEP_TRANSCRIPT,
        lambda w: done(imports.import_transcript(w.team.rui, FILE_AGAIN, ImportForm("form", even_if_duplicate=True))),
    ),
    "imports.import_transcript of another file": (
        Use.KEEP_TRANSCRIPT,
        lambda w: done(imports.import_transcript(w.team.rui, OTHER_FILE, INTO(w.call.session_id))),
    ),
    "imports.read_in_job": (Use.KEEP_TRANSCRIPT, lambda w: read_in_job(w)),
    "reader.reader_page before anybody said who is who": (Use.KEEP_TRANSCRIPT, lambda w: before_roles(w)),
}
WROTE = "cobalt ladder"
WRITTEN: dict[str, Deed] = {  # what they wrote elsewhere needs no scope, and closes with everything else of theirs
    "touchpoints.touchpoints": lambda w: touchpoints.touchpoints(w.team.rui),
    "touchpoints.touchpoint_page": lambda w: touchpoints.touchpoint_page(w.team.rui, w.touchpoint),
    "timelines.person_timeline": lambda w: timelines.person_timeline(w.team.rui, w.call.participant_id),
    "timelines.company_timeline": lambda w: timelines.company_timeline(w.team.rui, w.company),
    "briefs.brief_page with what they wrote": lambda w: briefs.brief_page(w.team.rui, w.ahead),
    "printing.brief_pdf with what they wrote": lambda w: of_pdf(printing.brief_pdf(w.team.rui, w.ahead)[1]),
}
ONLY_WHERE_REFUSED = {  # nobody knows yet who speaks, so these are closed by a no, and not by the lack of a yes
    "imports.preview",
    "imports.import_transcript",
    "imports.import_transcript of another file",
    "imports.read_in_job",
    "reader.reader_page before anybody said who is who",
}
BENEATH = """
    checking.checked checking.around checking.selection checking.covered_selection excerpts.excerpts
    quote_checks.looked_at
    hearing.heard hearing.answered_at imports.speech imports.speaker_guess
    quotes.new_quote printing.quote_line observations.about session_columns.meanings
    landing.hold landing.current landing.make_of_record landing.land
    landing.participants_at pins.columns pins.fields_of pins.pinned quotable.stretch quotable.searchable
    quotes.quotes_in
    notes.closed_notes observation_counts.counts_of observation_counts.measure_of observation_rows.rows_of
    observation_rows.living observation_rows.cited_in quotes.said_by
    likely_places.likely_places
    code_pages.marked_words
    shared_pages.brief_of shared_pages.gather share_files.told
    evidence.pieces_of support.supports outlines.listen_to outlines.outlines_of quote_covers.as_shown
    redaction_places.alike redaction_places.spot_of redaction_places.widened redaction_landing.carry_decisions
    transcripts.as_imported touchpoints.recent_touchpoints touchpoints.touchpoint_rows
    separating.put_in_place separating.seal_without striking.names_of striking.namesakes striking.places
    striking.standing striking.strike
    transcripts.load transcripts.corrected transcripts.corrections_of transcripts.of_record transcripts.rows_for
"""
FILE_AGAIN = UploadedFile("again.vtt", FILE.encode())
INTO = partial(ImportForm, "form", even_if_duplicate=True)
OTHER_FILE = UploadedFile("other.vtt", FILE.replace("taxi", "bus").encode())


def answers(world: World) -> object:
    """What was said after the first question, once a guide has it."""
    question = "Tell me about the last time a delivery went missing."
    guide = guides.add_guide(world.team.rui, "Lights", f"# Lights\n\n## Core\n\n- {question}\n", world.study)
    SessionRecord.objects.filter(id=world.call.session_id).update(guide_id=guide)
    return answer_grid.answer_grid(world.team.rui, world.study).people


def told(found: object) -> str:
    """That something was found at all tells the words that were searched for."""
    return PLANTED if found else ""


def done(_: object) -> str:
    return PLANTED


def searched(world: World) -> tuple[object, ...]:
    wanted = QuoteFilter(search=PLANTED)
    return (*quotes.quotes(world.team.rui, wanted).items, *quotes.quotes(world.team.vera, wanted).items)


def of_pdf(data: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages).split())


def sought(world: World, kind: Found) -> object:
    """What a search for another word of the sentence finds."""
    return search.search(world.team.rui, SearchFilter("went", kind)).parts


def read(file: tuple[str, bytes]) -> str:
    return file[1].decode()


def corrected_too_late(world: World) -> str:
    try:
        transcripts.correct_turn(world.team.rui, world.call.transcript_id, 1, "Else", has_listened=False, version=7)
    except NotAllowed:
        raise
    except Refusal as refusal:
        return refusal.message
    raise AssertionError


def read_in_job(world: World) -> str:
    waiting = TranscriptRecord.objects.get(id=world.second)
    waiting.id, waiting.format, waiting.is_of_record = new_id(Kind.TRANSCRIPT), "", False
    waiting.save(force_insert=True)
    imports.read_in_job(world.team.rui, waiting.id, "", lambda _progress, _step: None)
    return PLANTED


def unlanded(world: World) -> object:
    """As if the second transcript had become the one of record, and no quote had landed in it."""
    try:
        TranscriptRecord.objects.filter(id=world.call.transcript_id).update(is_of_record=False)
        return record_choice.unlanded(world.team.rui, world.call.session_id)
    finally:
        TranscriptRecord.objects.filter(id=world.call.transcript_id).update(is_of_record=True)


def before_roles(world: World) -> object:
    return reader.reader_page(world.team.rui, world.call.session_id, world.second)


@pytest.fixture
def world(team: Team) -> World:
    study = studies.create_study(team.rui, StudyForm("Lights"))
    call = hold_call(team.rui, FILE, study_id=study)
    consents.log_consent(team.rui, call.participant_id, Scope, How.FORM)
    quote = quotes.highlight(team.rui, call.transcript_id, 1, 0, 1, len(SAID))
    ahead = sessions.create_session(
        team.rui, SessionForm("Once more", date(2040, 1, 1), participant_ids=(call.participant_id,))
    )
    second = imports.import_transcript(
        team.rui, UploadedFile("engine.vtt", FILE.replace("taxi", "cab").encode()), ImportForm("form", call.session_id)
    )
    turn = reader.reader_page(team.rui, call.session_id).turns[1].text
    transcripts.correct_turn(team.rui, call.transcript_id, 1, f"{turn} Really.", has_listened=True)
    claim = claims.write_claim(team.rui, ClaimForm("The light fails early."))
    claims.add_evidence(team.rui, claim, Ref(Kind.QUOTE, quote), Side.SUPPORTS)
    share, token = shares.share(team.rui, ShareForm("Lights", (claim,)))
    assumption = assumptions.write_assumption(team.rui, AssumptionForm("Lights last."))
    assumptions.link_evidence(team.rui, assumption, Ref(Kind.QUOTE, quote), Side.CONTRADICTS)
    cards.add_quotes(team.rui, study, [quote])
    company = companies.add_company(team.rui, CompanyForm("Harbour Parcels"))
    ParticipantRecord.objects.filter(id=call.participant_id).update(company_id=company)
    ticket = TouchpointForm(TouchpointKind.TICKET, call.participant_id, title=f"The {WROTE}", text=f"It is a {WROTE}.")
    touchpoint = touchpoints.add_touchpoint(team.rui, ticket)
    seen = ObservationForm(ObservationKind.SAID, f"Said that the {PLANTED} went out at four.", quote_ids=(quote,))
    first = CountForm(Measure.FIRST, ("lantern",))
    when = ObservationForm(ObservationKind.COUNTED, "When it came up.", session_id=call.session_id, count=first)
    light = new_code(team.rui, study, "Light")
    mark(team.rui, call, light, 1)
    mark(team.ana, call, light, 3)
    code_examples.add_example(team.rui, light.id, quote)
    seen_id = observations.new_observation(team.rui, seen)
    written = Parts(f"The {PLANTED} went out at four", learnings=f"The {PLANTED} went out.")
    snapshots.edit_snapshot(team.rui, call.session_id, written)
    return World(
        team,
        call,
        quote,
        ahead,
        claim,
        share,
        token,
        assumption,
        touchpoint,
        company,
        second.transcript_id,
        seen_id,
        observations.new_observation(team.rui, when),
        notes.new_note(team.rui, call.session_id, NoteForm(f"A {PLANTED} went out.", NoteKind.VERBATIM)),
        study=study,
        node=opportunity(team, study, seen_id),
        code=light.id,
    )


def opportunity(team: Team, study: str, observation: str) -> str:
    outcome = opportunities.new_node(team.rui, study, NodeKind.OUTCOME, NodeForm("Fewer dark evenings"))
    form = NodeForm("Nobody knows when it will be dark", observation_ids=(observation,))
    return opportunities.new_node(team.rui, study, NodeKind.OPPORTUNITY, form, outcome)


def comes_out(world: World, deed: Deed) -> bool:
    """Whether the planted words are in what the service gives; a refusal gives none."""
    try:
        given = deed(world)
    except Refusal as refused:
        given = refused.message
    return PLANTED in str(given)


def answer(world: World, *, without: Scope | None = None, **how: Any) -> None:
    """From now on they agree to everything but one thing."""
    refused = [without] if without else []
    agreed = [scope for scope in Scope if scope is not without]
    consents.log_consent(world.team.rui, world.call.participant_id, agreed, How.FORM, refused=refused, **how)


rows = pytest.mark.parametrize("row", EMITS)


@rows
def test_the_words_come_out_where_every_scope_is_given(world: World, row: str) -> None:
    assert comes_out(world, EMITS[row][1])


@rows
def test_they_come_out_without_a_scope_exactly_where_it_is_not_needed(world: World, row: str) -> None:
    use, deed = EMITS[row]
    for scope in Scope:
        answer(world, without=scope)
        assert comes_out(world, deed) == (scope not in NEEDS[use]), scope
    answer(world)
    assert comes_out(world, deed)


def never_asked(world: World) -> None:
    ConsentRecord.objects.all().delete()


def expired(world: World) -> None:
    answer(world)
    ConsentRecord.objects.update(expires_at=timezone.now())


def ended(world: World) -> None:
    consents.end_consent(world.team.rui, world.call.participant_id)


def removal_asked(world: World) -> None:
    consent_answers.ask_removal(consent_links.make_link(world.team.rui, world.call.participant_id))
    answer(world)  # whatever a member logs meanwhile


@rows
@pytest.mark.parametrize("closed_by", [never_asked, expired, ended, removal_asked])
def test_no_words_come_out_without_any_consent(world: World, row: str, closed_by: Callable[[World], None]) -> None:
    closed_by(world)
    is_open = row in ONLY_WHERE_REFUSED and closed_by in (never_asked, expired)
    assert comes_out(world, EMITS[row][1]) == is_open


@rows
def test_a_members_word_for_it_keeps_a_transcript_and_quotes_inside_and_lets_nothing_leave(
    world: World, row: str
) -> None:
    use, deed = EMITS[row]
    ConsentRecord.objects.all().delete()
    consents.attested(world.team.rui, world.call.participant_id, How.SPOKEN, timezone.now()).save(force_insert=True)
    assert comes_out(world, deed) == (NEEDS[use] <= ATTESTABLE)


def test_somebody_elses_consent_does_not_help(world: World) -> None:
    hold_call(world.team.rui, CALL.replace("Dana Petrov", "Lee Ng"), name="lee.vtt")
    ended(world)
    assert [row for row, (_, deed) in EMITS.items() if comes_out(world, deed)] == []


def test_words_of_somebody_who_is_no_participant_any_more_are_closed(world: World) -> None:
    SpeakerRecord.objects.filter(role=Role.PARTICIPANT).update(participant=None)
    with pytest.raises(NotAllowed, match="no longer among the participants"):
        reader.reader_page(world.team.rui, world.call.session_id)
    noted = {row for row, (use, _) in EMITS.items() if use is Use.SHOW_NOTED}  # without any transcript
    assert not any(comes_out(world, EMITS[row][1]) for row in EMITS if row not in ONLY_WHERE_REFUSED | noted)


@pytest.mark.parametrize("row", WRITTEN)
def test_what_they_wrote_elsewhere_closes_when_they_agree_to_nothing_any_more(world: World, row: str) -> None:
    assert WROTE in str(WRITTEN[row](world))
    for scope in Scope:
        answer(world, without=scope)
    assert WROTE in str(WRITTEN[row](world))
    ended(world)
    assert WROTE not in str(WRITTEN[row](world))


def test_nobody_changes_what_is_closed_by_saving_the_empty_form_over_it(world: World) -> None:
    ended(world)
    with pytest.raises(NotAllowed):
        touchpoints.edit_touchpoint(
            world.team.rui,
            world.touchpoint,
            TouchpointForm(TouchpointKind.TICKET, world.call.participant_id, title="-"),
        )
    answer(world)
    assert WROTE in touchpoints.touchpoint_page(world.team.rui, world.touchpoint).row.text


def test_a_withdrawal_shows_where_others_say_the_name_and_their_words_only_with_their_consent(team: Team) -> None:
    both = CALL.replace("<v Dana Petrov>Sure,", f"<v Lee Ng>Dana Petrov knows the {PLANTED},")
    call = hold_call(team.rui, both)
    names = dict(ParticipantRecord.objects.values_list("name", "id"))
    for person in names.values():
        consents.log_consent(team.rui, person, Scope, How.FORM)
    assert PLANTED in str(withdrawals.withdrawal_preview(team.ana, names["Dana Petrov"]))
    consents.end_consent(team.rui, names["Lee Ng"])
    preview = str(withdrawals.withdrawal_preview(team.ana, names["Dana Petrov"]))
    assert PLANTED not in preview
    assert call.session_id in preview


def functions() -> Iterator[str]:
    """Every public function of the hall, by module and name."""
    for module in pkgutil.walk_packages(services.__path__, "firsthand.services."):
        short = module.name.removeprefix("firsthand.services.")
        for name, value in vars(importlib.import_module(module.name)).items():
            if inspect.isfunction(value) and value.__module__ == module.name and not name.startswith("_"):
                yield f"{short}.{name}"


def listed() -> set[str]:
    lines = (line.partition(": ") for line in SILENT.strip().splitlines())
    return {f"{module}.{name}" for module, _, names in lines for name in names.split()}


def test_every_function_of_the_hall_says_whether_it_lets_words_out() -> None:
    emitting = {row for row in (*EMITS, *WRITTEN, "withdrawals.withdrawal_preview") if " " not in row}
    assert emitting & listed() == set()
    assert set(BENEATH.split()) & (emitting | listed()) == set()
    assert set(functions()) - emitting - set(BENEATH.split()) - listed() == set()  # decide, and write it down
    assert listed() - set(functions()) == set()  # no longer there


def called(file: Path) -> Iterator[str]:
    """What a door uses of the hall, by module and name."""
    tree = ast.parse(file.read_text())
    modules: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "firsthand.services":
            modules |= {alias.asname or alias.name: alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("firsthand.services."):
            short = str(node.module).removeprefix("firsthand.services.")
            yield from (f"{short}.{alias.name}" for alias in node.names)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in modules:
            yield f"{modules[node.value.id]}.{node.attr}"


def test_no_door_calls_what_works_beneath_the_check() -> None:
    root = Path(firsthand.__file__).parent
    doors = [file for door in ("web", "api", "cli", "worker", "server") for file in (root / door).rglob("*.py")]
    used = {name for file in doors for name in called(file)}
    assert used & set(BENEATH.split()) == set()
    assert used & set(EMITS)  # it does see what doors call


def test_every_use_of_a_persons_words_stands_in_one_table() -> None:
    not_here_yet = {Use.RECORD, Use.ASK_MODEL, Use.EXPORT, Use.CUT_CLIP, Use.CONTACT_AGAIN}
    assert {use for use, _ in EMITS.values()} == set(Use) - not_here_yet
    for use in Use:
        with pytest.raises(NotAllowed, match="Nobody here has agreed"):
            consents.require_use([], use)
