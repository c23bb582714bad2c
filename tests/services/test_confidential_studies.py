"""A confidential study is known to its team and to the workspace's owners; for everyone else it is not there.

Every public function of the services that takes the id of something below a study is tried on a confidential one: it is
in a table of test_access.py or in ELSEWHERE. One that takes nothing but the actor is a list: it is in LISTS, where
nothing of such a study may come out. Or it is named in INSIDE or OF_NO_STUDY with what it is. A new function fails here
until somebody has thought about it.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from django.apps import apps

from firsthand import services
from firsthand.domain.errors import Conflict, Invalid, NotAllowed, NotFound, Refusal
from firsthand.domain.people.actors import Actor, system
from firsthand.domain.people.invitations import InvitationState
from firsthand.domain.planning.studies import TeamRole
from firsthand.services import (
    accounts,
    calendars,
    codes,
    coding_reader,
    codings,
    companies,
    consent_history,
    consent_links,
    craft,
    events,
    exports,
    guide_reviews,
    guides,
    imports,
    invitations,
    jobs,
    notes,
    observation_rows,
    observations,
    outbox,
    outlines,
    participants,
    printing,
    quotes,
    quoting_outside,
    receipts,
    record_choice,
    records,
    redactions,
    remarks,
    retention,
    search,
    sessions,
    snapshot_sheets,
    studies,
    templates,
    topic_codes,
    transcripts,
    withdrawals,
    workspaces,
)
from firsthand.services import team as team_service
from firsthand.services.imports import UploadedFile
from firsthand.services.invitation_drafts import draft_invitations
from firsthand.services.invitations import InvitationForm
from firsthand.services.sessions import SessionForm
from firsthand.storage.columns import Owned
from firsthand.storage.models import StudyRecord
from kept_world import kept
from people_at_work import CALL, Team, make_team
from services import test_access
from services.test_access import CHANGES, READS, VIEWS, Deed, World, make_world

FACILITATOR, NOTE_TAKER, OBSERVER = TeamRole.FACILITATOR, TeamRole.NOTE_TAKER, TeamRole.OBSERVER
SECRETS = ("Late parcels", "They call the driver", "It was in March", "call.vtt")  # words of the study in the world
OF_A_STUDY = {
    "study",
    "guide",
    "session",
    "transcript",
    "quote",
    "hypothesis",
    "comment",
    "note",
    "observation",
    "disputed",
    "resolution",
    "code",
    "coding",
    "coding_task",
}  # of the ids in the world
BELOW_A_STUDY = {  # "session_id" for SessionRecord: the parameters that name something of a study
    re.sub(r"(?<=[a-z])(?=[A-Z])", "_", record.__name__.removesuffix("Record")).lower() + "_id"
    for record in apps.get_app_config("firsthand").get_models()
    if issubclass(record, Owned) and record.of_study
}
LISTS: dict[str, Callable[[Actor, World], object]] = {  # nothing of the study may come out here
    "codes": lambda a, w: codes.codes_of(a, w.study),
    "codes of topics": lambda a, w: topic_codes.codes_known(a),
    "uses of codes": lambda a, w: codes.uses_of(a, w.study),
    "codes to choose from": lambda a, w: coding_reader.code_choices(a, w.study),
    "codings": lambda a, w: list(codings.visible_codings(a)),
    "codings as rows": lambda a, w: codings.rows_of(a, codings.visible_codings(a)),
    "observations": lambda a, w: observations.observations(a),
    "observations that are there": lambda a, w: list(observation_rows.living(a)),
    "observations by id": lambda a, w: observations.observation_rows(a, [w.observation]),
    "notes by id": lambda a, w: notes.note_rows(a, [w.note]),
    "studies": lambda a, w: studies.studies(a),
    "archived studies": lambda a, w: studies.studies(a, archived=True),
    "sessions": lambda a, w: sessions.sessions(a),
    "quotes": lambda a, w: quotes.quotes(a),
    "quotes of a person": lambda a, w: quotes.quotes(a, quotes.QuoteFilter(participant_id=w.participant)),
    **{
        f"search of {kind}": lambda a, w, kind=kind: search.search(a, search.SearchFilter("march", kind))
        for kind in search.Found
    },
    "quotes with a word": lambda a, w: quotes.quotes(a, quotes.QuoteFilter(search="March")),
    "quotes by id": lambda a, w: quotes.quote_rows(a, [w.quote]),
    "guides": lambda a, w: guides.guides(a),
    "questions of guides": lambda a, w: outlines.questions_of(a),
    "reviews that wait": lambda a, w: guide_reviews.waiting_for(a),
    "home": lambda a, w: workspaces.home_page(a),
    "jobs": lambda a, w: jobs.jobs(a),
    "people": lambda a, w: participants.participants(a),
    "a person": lambda a, w: participants.participant_page(a, w.participant),
    "everybody's consent": lambda a, w: consent_history.consent_overview(a),
    "requests to be removed": lambda a, w: consent_history.removal_requests(a),
    "companies": lambda a, w: companies.companies(a),
    "consent links": lambda a, w: consent_links.links(a, w.participant),
    "what left": lambda a, w: exports.exports(a),
    "what left, by id": lambda a, w: exports.export_rows(
        a, [row.id for row in exports.exports(system(a.workspace_id)).items]
    ),
    "retention": lambda a, w: retention.retention_page(a),
    "announced removals": lambda a, w: retention.announced(a),
    "receipts": lambda a, w: receipts.withdrawals(a),
    "what would go with a person": lambda a, w: withdrawals.withdrawal_preview(a, w.participant),
    "letters": lambda a, w: outbox.letters(a),
    "templates": lambda a, w: templates.templates(a),
    "a duplicate": lambda a, w: imports.preview(a, [UploadedFile("x.vtt", CALL.encode())])[0].duplicate,
    "calendar": lambda a, w: calendars.feed(calendars.new_feed_address(a)),
    "members": lambda a, w: accounts.members(a),
    "invitations of people": lambda a, w: invitations.invitations(a),
}
ELSEWHERE: dict[str, Deed] = {  # more that is tried on the study itself, beside the tables of test_access.py
    "craft": lambda a, w: craft.craft_page(a, w.session),
    "calendar file": lambda a, w: calendars.session_calendar(a, w.session),
    "printed guide": lambda a, w: printing.printed_guide(a, w.guide),
    "guide as PDF": lambda a, w: printing.guide_pdf(a, w.guide),
    "printed brief": lambda a, w: printing.printed_brief(a, w.session),
    "snapshot as PDF": lambda a, w: snapshot_sheets.snapshot_pdf(a, w.session),
    "snapshot as Markdown": lambda a, w: snapshot_sheets.take_snapshot(a, w.session),
    "record to take away": lambda a, w: records.take_record(a, w.session),
    "original to take away": lambda a, w: transcripts.take_original(a, w.transcript),
    "lift a hold": lambda a, w: retention.lift_hold(a, w.study),
    "brief as PDF": lambda a, w: printing.brief_pdf(a, w.session),
    "quote for outside": lambda a, w: quoting_outside.take_outside(a, w.quote),
    "look-throughs of the study": lambda a, w: redactions.study_reviews(a, w.study),
    "names in a remark": lambda a, w: remarks.named_in(a, w.session, "Dana Petrov"),
    "names in a quote's note": lambda a, w: remarks.named_in_note(a, w.quote),
    "personal data": lambda a, w: redactions.redaction_page(a, w.session),
    "state of its look-through": lambda a, w: redactions.review_state(a, w.session),
    "a look-through done": lambda a, w: redactions.finish_review(a, w.session),
    "a cover": lambda a, w: redactions.decide(a, w.session, 1, 0, 4, is_covered=True),
    "invitation to it": lambda a, w: draft_invitations(a, [w.participant], study_id=w.study),
    "unlanded quotes": lambda a, w: record_choice.unlanded(a, w.session),
    "choice of record": lambda a, w: record_choice.choose_record(a, w.transcript),
    "change a guide": lambda a, w: guides.change_guide(a, w.guide, 1, lambda text: text),
    "quotes of it": lambda a, w: quotes.quotes(a, quotes.QuoteFilter(study_id=w.study)),
    "quotes of its session": lambda a, w: quotes.quotes(a, quotes.QuoteFilter(session_id=w.session)),
    "its sessions": lambda a, w: sessions.sessions(a, study_id=w.study),
    "consent link for it": lambda a, w: consent_links.make_link(a, w.participant, study_id=w.study),
    "session with its guide": lambda a, w: sessions.create_session(a, SessionForm("Mine", guide_id=w.guide)),
    "start from it": lambda a, w: templates.save_as_template(a, w.study, "Mine", w.guide),
}
OF_ONE: dict[str, Callable[[Actor, str], object]] = {  # what can be done to an invitation for the study, by its id
    "see": lambda a, one: invitations.invitation_page(a, one),
    "edit": lambda a, one: invitations.edit_invitation(a, one, InvitationForm("nadia@example.org", "Mine", "Mine")),
    "send": lambda a, one: invitations.send_invitation(a, one, 1, str),
    "answer": lambda a, one: invitations.log_answer(a, one, InvitationState.DECLINED),
    "delete": lambda a, one: invitations.delete_draft(a, one),
}
INSIDE = {  # they write inside the caller's act, or are handed what somebody found before
    "topic_codes.code_names",
    *("access.closed_studies", "access.require_in_person", "consent_links.new_link", "guides.insert_guide"),
    *("demo_covers.look_through", "agreement.compare", "coders.coded_study"),
    *("imports.read_in_job", "participants.people_of", "scheduling.set_observers", "sessions.add_session"),
    *("sessions.seat", "team.require_members", "undo.back_to_record", "uploads.uploads", "demo.has_content"),
    *("exports.note_export", "exports.note_file_export", "exports.note_transcript_read"),
    *("demo.create_demo", "outbox.address_of", "keeping.require_keepable", "sight.as_viewer"),
}
OF_NO_STUDY = {  # lists of what concerns the workspace, its members and people, and what is the actor's own
    *("calendars.feed_made_at", "calendars.revoke_feed", "consent_wordings.wordings_page", "outbox.send_test"),
    *("companies.company_choices", "participants.segments"),
    *("company_imports.companies_target", "people_imports.people_target", "figures.measures"),
    *("touchpoint_imports.touchpoints_target", "figure_imports.figures_target"),
    *("unassigned.waiting_senders", "unassigned.waiting_count"),
    "search.kinds",
    *("exports.is_program", "factors.factor_policy", "fatigue.limits", "samples.segments_known"),
    *("touchpoints.local_zone", "events.actors_seen", "events.export"),  # events are for owners, who know of all
    *("members.leave_workspace", "workspaces.may_found", "workspaces.workspace_name", "workspaces.workspace_zone"),
}


def close(team: Team) -> World:
    """Everything in a study that is confidential by now, with Ana as its whole team; Rui made it and is out."""
    world = make_world(team)
    team_service.set_team(team.ana, world.study, [(team.ana.id, FACILITATOR)])
    StudyRecord.objects.filter(id=world.study).update(is_confidential=True)
    return world


@pytest.fixture(scope="module")
def made(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Team, World]]:
    """One world for all tests here."""
    with kept(django_db_blocker, tmp_path_factory.mktemp("world")):
        team = make_team()
        yield team, close(team)


@pytest.fixture(autouse=True)
def own_data_folder() -> None:
    """The files lie where the world put them."""


@pytest.fixture
def team(made: tuple[Team, World], db: None) -> Team:
    return made[0]


@pytest.fixture
def closed(made: tuple[Team, World], db: None) -> World:
    return made[1]


def public_functions() -> Iterator[str]:
    """The functions of the services that could tell an actor of a study, as `module.function`."""
    for found in pkgutil.iter_modules(services.__path__):
        if found.ispkg:
            continue
        module = importlib.import_module(f"firsthand.services.{found.name}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            parameters = list(inspect.signature(function).parameters.values())
            is_own = function.__module__ == module.__name__ and not name.startswith("_")
            if is_own and parameters and parameters[0].name == "actor" and needs_a_trial(parameters[1:]):
                yield f"{found.name}.{name}"


def needs_a_trial(parameters: Sequence[inspect.Parameter]) -> bool:
    """Whether these name something below a study, or nothing at all: then it is a list."""
    if any("Record" in str(one.annotation) for one in parameters):
        return False  # handed what was found before
    names = {one.name.removesuffix("s") for one in parameters}
    return bool(names & BELOW_A_STUDY) or all(one.default is not one.empty for one in parameters)


def tried() -> set[str]:
    """What the tables call: `module.function`."""
    tables = (
        VIEWS,
        READS,
        CHANGES,
        test_access.AT_LARGE,
        test_access.OWNERS,
        test_access.OWN,
        LISTS,
        ELSEWHERE,
        OF_ONE,
    )
    aliases = {"team_service": "team"}
    called = {"invitation_drafts.draft_invitations", "redactions.reopen"}
    for deed in (deed for table in tables for deed in table.values()):
        names = deed.__code__.co_names
        called |= {f"{aliases.get(one, one)}.{another}" for one in names for another in names}
    return called


def test_every_function_of_the_services_is_tried_on_a_confidential_study_or_named_here() -> None:
    functions = set(public_functions())
    named = INSIDE | OF_NO_STUDY
    assert functions - tried() - named == set(), "put them into LISTS, ELSEWHERE or a set above"
    assert named - functions == set(), "these are gone"


EVERYTHING = {**VIEWS, **READS, **CHANGES}
CLOSED = {name: deed for name, deed in EVERYTHING.items() if OF_A_STUDY & set(deed.__code__.co_names)} | ELSEWHERE
SHOWN = {name: deed for name, deed in {**VIEWS, **READS}.items() if name not in CLOSED} | LISTS


def refusal(deed: Deed, actor: Actor, world: World) -> tuple[type[Refusal], str]:
    with pytest.raises(Refusal) as refused:
        deed(actor, world)
    return type(refused.value), refused.value.message


@pytest.mark.parametrize("deed", CLOSED.values(), ids=list(CLOSED))
def test_for_who_is_not_in_its_team_it_looks_like_what_never_was(team: Team, closed: World, deed: Deed) -> None:
    before = events.events(team.ana)
    invented = replace(closed, **{name: f"{getattr(closed, name)[:4]}{'0' * 22}" for name in OF_A_STUDY})
    assert refusal(deed, team.rui, closed) == refusal(deed, team.rui, invented)
    assert refusal(deed, team.vera, closed) == refusal(deed, team.vera, invented)
    assert events.events(team.ana) == before


SEEN = {name: deed for name, deed in CLOSED.items() if name not in CHANGES}


@pytest.mark.parametrize("deed", SEEN.values(), ids=list(SEEN))
def test_it_is_there_for_its_team(team: Team, closed: World, deed: Deed) -> None:
    team_service.set_team(team.ana, closed.study, [(team.rui.id, FACILITATOR)])
    with suppress(Conflict, Invalid, NotAllowed):
        deed(team.rui, closed)


def hidden(world: World) -> tuple[str, ...]:
    ids = (world.study, world.guide, world.session, world.transcript, world.quote, world.hypothesis, world.comment)
    return (*SECRETS, *ids)


@pytest.mark.parametrize("listed", SHOWN.values(), ids=list(SHOWN))
def test_nothing_of_it_comes_out_of_what_may_be_seen(team: Team, closed: World, listed: Deed) -> None:
    for outsider in (team.rui, team.vera):
        with suppress(NotFound, NotAllowed):
            shown = repr(listed(outsider, closed))
            assert [secret for secret in hidden(closed) if secret in shown] == []


@pytest.mark.parametrize("listed", LISTS.values(), ids=list(LISTS))
def test_the_secrets_would_be_seen_where_they_come_out(team: Team, closed: World, listed: Deed) -> None:
    """The test above can fail: most of these lists do show the study to an owner."""
    shows = {LISTS[name] for name in ("studies", "sessions", "quotes", "guides", "home", "a person", "a duplicate")}
    shown = repr(listed(team.ana, closed))
    assert any(secret in shown for secret in hidden(closed)) or listed not in shows
