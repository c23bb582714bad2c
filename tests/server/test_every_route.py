"""Every address there is, found in the resolver, the OpenAPI description and the shell: who is let in where.

A new page or route fails here until it stands in the list of those who may see it; a new kind of id until it is in the
world below.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from starlette.routing import Route

from coders_at_work import differ
from firsthand.api.routes import api
from firsthand.domain.evidence.observations import ObservationKind
from firsthand.domain.evidence.redaction.kinds import Personal
from firsthand.domain.ids import Kind
from firsthand.domain.people.actors import Actor, Ref, WorkspaceRole
from firsthand.domain.people.consent import Scope
from firsthand.domain.people.consent_wordings import Wording
from firsthand.domain.people.outbox import Attachment, Letter
from firsthand.domain.people.own_fields import About
from firsthand.domain.people.sign_ins import Way
from firsthand.domain.people.tokens import Reach
from firsthand.domain.people.touchpoints import TouchpointKind
from firsthand.domain.synthesis.opportunities import NodeKind
from firsthand.domain.synthesis.support import Side
from firsthand.services import (
    accounts,
    assumptions,
    claims,
    coding_tasks,
    codings,
    companies,
    consent_links,
    consent_wordings,
    consents,
    decisions,
    events,
    figures,
    guide_reviews,
    guides,
    hypotheses,
    imports,
    jobs,
    member_invitations,
    members,
    notes,
    observations,
    opportunities,
    outbox,
    own_fields,
    participants,
    quotes,
    redactions,
    sessions,
    shares,
    sign_ins,
    studies,
    table_mappings,
    templates,
    themes,
    tokens,
    touchpoints,
    withdrawals,
)
from firsthand.services.acting import acting
from firsthand.services.factors import PASSKEY
from firsthand.services.imports import ImportForm, UploadedFile
from firsthand.services.invitation_drafts import draft_invitations
from firsthand.services.member_invitations import InvitationForm
from firsthand.services.participants import ParticipantForm, add_participant
from firsthand.services.sessions import create_session
from firsthand.services.studies import StudyForm
from firsthand.services.tokens import TokenForm
from firsthand.services.touchpoints import TouchpointForm
from firsthand.storage.models import AttemptRecord, StudyRecord, TokenRecord, UserRecord
from kept_world import kept
from people_at_work import CALL, Team, hold_call, make_team

V1 = "/api/v1"
PLANTED = ("Dana Petrov", "020 7946 0958")  # in a title, a place and a note: no viewer is shown them
EARLIER = datetime(2026, 1, 1, tzinfo=UTC)
World = dict[str, str]

OPEN_TO_ALL = {  # pages that decide for themselves, and the description of the API
    "account_login",
    "account_logout",
    "account_inactive",
    "account_reset_password",  # tests/web/test_resetting.py
    "reset_asked",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "mfa_authenticate",  # the second step of a sign-in: tests/server/test_second_factors.py
    "mfa_login_webauthn",
    "oidc_login",  # tests/server/test_oidc.py
    "oidc_callback",
    "saml_sign_in",  # tests/server/test_saml.py
    "saml_acs",
    "saml_finish_acs",
    "saml_sls",
    "saml_metadata",
    "sign_in",
    "join",  # so is an invitation's
    "calendar_feed",  # its address is a secret of its own
    "consent_page",  # likewise
    "shared",  # likewise
    "shared_proof",
    "consent_removal",
    "consent_copy",
    "openapi-json",
    "api-root",
}
VIEWERS_SEE = {  # what every member may open: findings, never transcripts or people; and their own account
    "account",
    "account_name",
    "account_address",
    "sign_in_again",
    "mfa_activate_totp",
    "mfa_generate_recovery_codes",
    "mfa_add_webauthn",
    "home",
    "search",
    "claims",
    "claim",
    "shares",
    "share",
    "decisions",
    "assumptions",
    "assumption",
    "findings",
    "studies",
    "study",
    "prepare_study",
    "sample",
    "prepare_session",
    "guide",
    "guide_file",
    "guide_versions",
    "print_guide",
    "guide_pdf",
    "sessions",
    "session_calendar",
    "session",
    "quotes",
    "settings",
    "tokens",
    "new_token",
    "leave_workspace",
    "components",
}
VIEWERS_READ = {  # the same, over the API
    "/decisions",
    "/decisions/{decision_id}",
    "/studies/{study_id}/outcomes",
    "/assumptions",
    "/assumptions/{assumption_id}",
    "/search",
    "/claims",
    "/claims/{claim_id}",
    "/shares",
    "/shares/{share_id}",
    "/studies",
    "/studies/{study_id}",
    "/sessions",
    "/sessions/{session_id}",
    "/quotes",
    "/workspace",
    "/workspaces",
    "/tokens",
    "/templates",
    "/studies/{study_id}/sample",
    "/studies/{study_id}/preparation",
    "/sessions/{session_id}/preparation",
    "/guides/{guide_id}",
    "/guides/{guide_id}/versions",
    "/guides/{guide_id}/difference",
}
LEADS_ON = {  # of one's own account, and may want something else first: a password, or proof of who one is
    "account_reauthenticate",
    "account_change_password",
    "account_set_password",
    "mfa_index",
    "mfa_list_webauthn",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
}
OWN = {  # where every member changes what is theirs alone
    "new_calendar_address",
    "revoke_calendar_address",
    "new_token",
    "leave_workspace",
    "account_name",
    "account_address",
    "sign_in_again",
    "end_other_sign_ins",
    "mfa_activate_totp",
    "mfa_generate_recovery_codes",
    "mfa_add_webauthn",
    *LEADS_ON,
}
OWN_CALLS = {("post", "/tokens")}  # the same, over the API
SHELL = {
    "/health": 200,
    "/media/consents/{consent_id}": 404,
    "/media/{transcript_id}": 404,
}  # what a stranger gets from the asynchronous shell
BODIES: dict[tuple[str, str], Any] = {
    ("put", "/studies/{study_id}/board/cards/{card_id}"): {},
    ("post", "/studies/{study_id}/board/quotes"): {"ids": ["quo_0000000000000000000001"]},
    ("post", "/studies/{study_id}/board/left-groups"): {"ids": ["obs_0000000000000000000001"]},
    ("post", "/studies/{study_id}/themes"): {"name": "Mine"},
    ("put", "/themes/{theme_id}"): {"name": "Mine"},
    ("post", "/themes/{theme_id}/merge"): {"other_id": "thm_0000000000000000000001"},
    ("post", "/studies/{study_id}/tree"): {"kind": "outcome", "text": "Mine"},
    ("put", "/tree-nodes/{node_id}"): {"text": "Mine"},
    ("put", "/tree-nodes/{node_id}/place"): {},
    ("post", "/observations"): {"kind": "said", "text": "Mine", "quote_ids": ["quo_0000000000000000000001"]},
    ("put", "/observations/{observation_id}"): {"kind": "said", "text": "Mine"},
    ("post", "/observations/check"): {"text": "Mine"},
    ("post", "/sessions/{session_id}/notes"): {"text": "Mine"},
    ("put", "/notes/{note_id}"): {"text": "Mine"},
    ("post", "/notes/{note_id}/accept"): {"place": "1.0-1.16"},
    ("put", "/notes/{note_id}/unmatched"): {},
    ("post", "/decisions"): {"title": "Mine"},
    ("put", "/decisions/{decision_id}"): {"title": "Mine"},
    ("put", "/hypotheses/{hypothesis_id}/claims/{claim_id}"): {"side": "supports"},
    ("post", "/assumptions"): {"statement": "Mine"},
    ("put", "/assumptions/{assumption_id}"): {"statement": "Mine"},
    ("post", "/assumptions/{assumption_id}/evidence"): {"source_id": "quo_0000000000000000000001", "side": "supports"},
    ("post", "/claims"): {"statement": "Mine"},
    ("post", "/shares"): {"title": "Mine", "claim_ids": ["clm_0000000000000000000001"]},
    ("post", "/shares/{share_id}/link"): {"days": 3},
    ("post", "/transcripts/{transcript_id}/codings"): {"code_ids": ["cod_0000000000000000000001"], "first_turn": 1},
    ("post", "/coding-tasks"): {
        "session_ids": ["ses_0000000000000000000001"],
        "member_ids": ["mem_0000000000000000000001"],
    },
    ("put", "/sessions/{session_id}/coding/reached"): {"turn": 1},
    ("post", "/coding-resolutions"): {
        "transcript_id": "trn_0000000000000000000001",
        "turn": 1,
        "code_id": "cod_0000000000000000000001",
        "stands": True,
    },
    ("post", "/checks/text"): {"text": "Mine"},
    ("put", "/claims/{claim_id}"): {"statement": "Mine"},
    ("post", "/claims/{claim_id}/evidence"): {"source_id": "quo_0000000000000000000001", "side": "supports"},
    ("put", "/claims/{claim_id}/rulings"): {
        "session_id": "ses_0000000000000000000001",
        "participant_id": "par_0000000000000000000001",
    },
    ("post", "/studies/{study_id}/codes"): {"name": "Mine"},
    ("put", "/codes/{code_id}"): {"name": "Mine"},
    ("put", "/codes/{code_id}/place"): {},
    ("put", "/codes/{code_id}/retired"): {"is_retired": True},
    ("post", "/codes/{code_id}/merge"): {"into_id": "cod_0000000000000000000001"},
    ("post", "/codes/{code_id}/split"): {"name": "Mine", "coding_ids": ["cdg_0000000000000000000001"]},
    ("post", "/codes/{code_id}/examples"): {"quote_id": "quo_0000000000000000000001"},
    ("put", "/members/{member_id}"): {"role": "owner"},
    ("post", "/invitations"): {"role": "viewer"},
    ("post", "/tokens"): {"name": "Mine", "reach": "view"},
    ("post", "/workspaces"): {"name": "Mine"},
    ("post", "/studies"): {"title": "Mine"},
    ("put", "/studies/{study_id}"): {"title": "Mine"},
    ("post", "/sessions"): {"title": "Mine"},
    ("put", "/sessions/{session_id}"): {"title": "Mine"},
    ("post", "/sessions/{session_id}/state"): {"state": "debriefed"},
    ("put", "/sessions/{session_id}/craft/sharing"): {"is_shared": True},
    ("post", "/participants"): {"name": "Mine"},
    ("put", "/participants/{participant_id}"): {"name": "Mine"},
    ("post", "/participants/{participant_id}/consent-links"): {},
    ("post", "/consent-wordings"): {
        "language": "en",
        "title": "Mine",
        "intro": "Mine",
        "texts": {"record": "Mine"},
    },
    ("post", "/participants/{participant_id}/consents"): {"scopes": ["record"], "how": "form"},
    ("put", "/retention"): {"rules": [{"material": "letters", "amount": 3}]},
    ("put", "/studies/{study_id}/retention"): {"rules": [{"material": "letters", "amount": 3}]},
    ("put", "/studies/{study_id}/retention/hold"): {"reason": "Mine"},
    ("post", "/participants/{participant_id}/withdrawal"): {"name": "Dana Petrov"},
    ("put", "/transcripts/{transcript_id}/roles"): {"speakers": []},
    ("put", "/transcripts/{transcript_id}/turns/{index}"): {"text": "Mine", "has_listened": False},
    ("post", "/transcripts/{transcript_id}/quotes/check"): {"first_turn": 1, "begin": 0, "last_turn": 1, "finish": 9},
    ("post", "/transcripts/{transcript_id}/quotes"): {"first_turn": 1, "begin": 0, "last_turn": 1, "finish": 9},
    ("post", "/sessions/{session_id}/redaction/decisions"): {"turn": 0, "begin": 0, "finish": 4, "is_covered": True},
    ("post", "/sessions/{session_id}/redaction/covers"): {"turn": 0, "begin": 0, "finish": 4, "kind": "detail"},
    ("put", "/workspace"): {"name": "Mine"},
    ("post", "/studies/{study_id}/state"): {"state": "closed"},
    ("put", "/studies/{study_id}/team"): {"team": []},
    ("post", "/studies/{study_id}/hypotheses"): {"statement": "Mine", "prediction": "Mine"},
    ("put", "/hypotheses/{hypothesis_id}"): {"statement": "Mine", "prediction": "Mine"},
    ("put", "/studies/{study_id}/sample"): {"people": 5},
    ("post", "/templates"): {"study_id": "stu_0000000000000000000001", "title": "Mine"},
    ("post", "/studies/{study_id}/preparation"): {"key": "invited"},
    ("post", "/sessions/{session_id}/preparation"): {"key": "invited"},
    ("post", "/guides"): {"text": "# Mine"},
    ("put", "/guides/{guide_id}"): {"text": "# Mine", "version": 1},
    ("put", "/guides/{guide_id}/slots"): {"product": "Mine", "version": 1},
    ("post", "/guides/{guide_id}/ignores"): {"fault": "leading", "reason": "Mine", "version": 1},
    ("post", "/guides/{guide_id}/restore"): {"number": 1, "version": 1},
    ("post", "/guides/{guide_id}/review"): {"reviewer_id": "mem_0000000000000000000001"},
    ("put", "/guides/{guide_id}/review"): {"verdict": "approved", "version": 1},
    ("post", "/guides/{guide_id}/comments"): {"text": "Mine"},
    ("put", "/guide-comments/{comment_id}"): {"is_settled": True},
    ("post", "/guides/preview/text"): {"text": "# Mine"},
    ("post", "/touchpoints"): {"kind": "ticket", "title": "Mine", "company_id": "com_0000000000000000000001"},
    ("put", "/touchpoints/{touchpoint_id}"): {"kind": "nps", "score": 9},
    ("post", "/waiting-senders/assign"): {"name": "Mine", "participant_id": "par_0000000000000000000001"},
    ("post", "/waiting-senders/make"): {"name": "Mine"},
    ("post", "/waiting-senders/leave-out"): {"name": "Mine"},
    ("post", "/duplicates/apart"): {"about": "people", "first_id": "par_1", "second_id": "par_2"},
    ("post", "/participants/{participant_id}/merge"): {"other_id": "par_0000000000000000000001"},
    ("post", "/companies/{company_id}/merge"): {"other_id": "com_0000000000000000000001"},
    ("post", "/companies"): {"name": "Mine"},
    ("put", "/companies/{company_id}"): {"name": "Mine"},
    ("post", "/own-fields"): {"about": "people", "label": "Mine", "kind": "text"},
    ("put", "/own-fields/{field_id}"): {"label": "Mine"},
    ("post", "/figures"): {"measure": "Mine", "value": 1, "company_id": "com_0000000000000000000001"},
    ("post", "/participant-invitations"): {"participant_ids": ["par_0000000000000000000001"]},
    ("put", "/participant-invitations/{asking_id}"): {"subject": "Mine", "text": "Mine"},
    ("post", "/participant-invitations/{asking_id}/send"): {"version": 1},
    ("post", "/participant-invitations/{asking_id}/note"): {},
    ("post", "/participant-invitations/{asking_id}/answer"): {"answer": "declined"},
    ("put", "/contact-limits"): {"days_between": 1, "most_in_90_days": 9, "most_in_365_days": 9, "days_after_no": 9},
}
THEIR_WORDS = (b"It was in March", b"waited until six", b"three times")
PLACE = {"first": "1", "start": "0", "last": "1", "end": "9"}
QUERIES = {"check_quote": PLACE, "find_turn": {"turn": "1"}, "search": {"q": "March"}}
FORMS: dict[str, dict[str, str]] = {
    "new_code": {"name": "Mine", "colour": "0"},
    "edit_code": {"name": "Mine", "colour": "0"},
    "move_code": {"step": "up"},
    "merge_code": {"into": "cod_0000000000000000000001"},
    "split_code": {"name": "Mine", "coding": "cdg_0000000000000000000001"},
    "add_code_example": {"quote": "quo_0000000000000000000001"},
    "coding_task": {"do": "take"},
    "code_answer": {"session": "ses_0000000000000000000001", "turn": "1", "code": "cod_0000000000000000000001"},
    "assign_coding": {"session": "ses_0000000000000000000001", "member": "mem_0000000000000000000001"},
    "mark_words": {**PLACE, "code": "cod_0000000000000000000001"},
    "unmark_words": {"codings": "cdg_0000000000000000000001"},
    "reach_turn": {"turn": "1"},
    "settle_difference": {
        "transcript": "trn_0000000000000000000001",
        "turn": "1",
        "code": "cod_0000000000000000000001",
        "stands": "yes",
    },
    "new_node": {"text": "Mine"},
    "edit_node": {"text": "Mine"},
    "rename_node": {"text": "Mine"},
    "move_node": {"step": "later"},
    "move_card": {"theme": "", "new": "Mine", "version": "0"},
    "take_group": {"name": "Mine", "cards": ""},
    "leave_group": {"cards": "obs_0000000000000000000001 obs_0000000000000000000002"},
    "new_theme": {"name": "Mine"},
    "edit_theme": {"name": "Mine"},
    "place_theme": {"step": "later"},
    "merge_theme": {"into": "thm_0000000000000000000001"},
    "new_decision": {"title": "Mine", "state": "proposed"},
    "edit_decision": {"title": "Mine", "state": "proposed"},
    "new_assumption": {"statement": "Mine", "confidence": "low", "half_life_days": "90"},
    "edit_assumption": {"statement": "Mine", "confidence": "low", "half_life_days": "90"},
    "link_evidence": {"source": "clm_0000000000000000000001", "side": "supports"},
    "judge_hypothesis": {"claim": "clm_0000000000000000000001", "side": "supports"},
    "edit_snapshot": {"headline": "Mine"},
    "check_observation": {"text": "Mine"},
    "edit_observation": {"kind": "said", "text": "Mine"},
    "observation_as_evidence": {"claim": "clm_0000000000000000000001", "source": "quo_0000000000000000000001"},
    "notes": {"text": "Mine", "kind": "note"},
    "edit_note": {"text": "Mine", "kind": "note"},
    "accept_noted": {"place": "1.0-1.16"},
    "note_as_evidence": {"claim": "clm_0000000000000000000001", "source": "quo_0000000000000000000001"},
    "new_claim": {"statement": "Mine"},
    "edit_claim": {"statement": "Mine"},
    "check_document": {"text": "Mine"},
    "new_share": {"title": "Mine", "days": "3"},
    "edit_share": {"title": "Mine", "days": "3"},
    "add_evidence": {"source": "quo_0000000000000000000001", "side": "supports"},
    "quote_as_evidence": {"claim": "clm_0000000000000000000001", "source": "quo_0000000000000000000001"},
    "new_token": {"name": "Mine", "reach": "view", "days": "30"},
    "change_role": {"role": "owner"},
    "invite_member": {"role": "viewer", "limit": "1", "days": "1"},
    "new_workspace": {"name": "Mine"},
    "move_session": {"state": "debriefed"},
    "move_study": {"state": "archived"},
    "keep_quote": PLACE,
    "decide_redaction": {"turn": "0", "begin": "0", "finish": "4", "do": "cover"},
    "cover_words": {"turn": "0", "begin": "0", "finish": "4", "kind": "detail"},
    "settings": {"name": "Mine"},
    "new_study": {"title": "Mine"},
    "new_session": {"title": "Mine", "interview_date": "2026-10-01"},
    "new_person": {"name": "Mine"},
    "edit_study": {"title": "Mine"},
    "edit_session": {"title": "Mine", "interview_date": "2026-10-01"},
    "edit_person": {"name": "Mine"},
    "edit_invitation": {"subject": "Mine", "text": "Mine", "minutes": "45"},
    "answer_invitation": {"answer": "declined"},
    "contact_limits": {
        "days_between": "1",
        "most_in_90_days": "9",
        "most_in_365_days": "9",
        "days_after_no": "9",
    },
    "withdraw": {"name": "Dana Petrov"},
    "new_company": {"name": "Mine"},
    "edit_company": {"name": "Mine"},
    "new_field": {"label": "Mine", "kind": "text"},
    "edit_field": {"label": "Mine"},
    "hold_study": {"reason": "Mine"},
    "retention": {"letters_how": "ever"},
    "study_retention": {"letters_how": "ever"},
    "correct_turn": {"text": "Mine"},
    "settle_sender": {"name": "Mine", "do": "make"},
    "person_new_touchpoint": {"kind": "ticket", "title": "Mine"},
    "company_new_touchpoint": {"kind": "ticket", "title": "Mine"},
    "edit_touchpoint": {"kind": "ticket", "title": "Mine"},
    "person_figures": {"measure": "Mine", "value": "1"},
    "company_figures": {"measure": "Mine", "value": "1"},
}
NAMES_A_KIND = {  # addresses that name a kind of thing, and no thing
    "import_table",
    "new_field",
    "tell_apart",
    "/tables/{target}",
    "/tables/{target}/preview",
    "/tables/{target}/left-out",
}
AT_LARGE = {  # changes that name nothing of ours in their address
    "/decisions",
    "/assumptions",
    "/claims",
    "/shares",
    "/coding-resolutions",
    "/coding-tasks",
    "/checks/text",
    "/checks/file",
    "/observations",
    "/observations/check",
    "/participant-invitations",
    "/contact-limits",
    "/retention",
    "/studies",
    "/sessions",
    "/participants",
    "/consent-wordings",
    "/touchpoints",
    "/figures",
    "/waiting-senders/assign",
    "/waiting-senders/make",
    "/waiting-senders/leave-out",
    "/companies",
    "/duplicates/apart",
    "/own-fields",
    "/imports",
    "/imports/preview",
    "/workspace",
    "/workspaces",
    "/invitations",
    "/tokens",
    "/templates",
    "/guides",
    "/guides/preview/text",
    "/guides/preview/file",
}


@pytest.fixture(scope="module")
def made(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Team, World]]:
    """One world for all tests here: making it takes longer than asking for a page."""
    with kept(django_db_blocker, tmp_path_factory.mktemp("world")):
        team = make_team()
        yield team, make_world(team)


@pytest.fixture(autouse=True)
def own_data_folder() -> None:
    """The files lie where the world put them."""


@pytest.fixture
def team(made: tuple[Team, World], db: None) -> Team:
    return made[0]


@pytest.fixture
def world(made: tuple[Team, World], db: None) -> World:
    return made[1]


def make_world(team: Team) -> World:
    kim = UserRecord.objects.create(name="Kim").id  # what is hers alone opens for nobody else
    study = studies.create_study(team.rui, StudyForm("Late parcels"))
    guide = guides.add_guide(team.rui, "Guide", "# Guide", study)
    call = hold_call(team.rui, study_id=study)
    form = sessions.SessionForm(f"{PLANTED[0]}, {PLANTED[1]}", location=f"Ask {PLANTED[0]}", study_id=study)
    sessions.edit_session(team.rui, call.session_id, replace(form, participant_ids=(call.participant_id,)))
    quote = quotes.highlight(team.rui, call.transcript_id, 1, 0, 1, 16, f"{PLANTED[0]} can be reached at {PLANTED[1]}")
    claim = claims.write_claim(team.rui, claims.ClaimForm("Parcels are late"))
    code, resolution = differ(team, call, study)
    redactions.decide(team.rui, call.session_id, 1, 0, 2, is_covered=True, kind=Personal.DETAIL)
    gone = create_session(team.rui, sessions.SessionForm("Gone"))
    with pytest.MonkeyPatch.context() as small:
        small.setattr(imports, "BIG", 10)
        big = UploadedFile("big.vtt", CALL.replace("March", "May").encode())
        job = imports.import_transcript(team.rui, big, ImportForm("form")).job_id
    assert job is not None
    company = companies.add_company(team.rui, companies.CompanyForm("Corner Deliveries"))
    touchpoint = TouchpointForm(TouchpointKind.TICKET, call.participant_id, company, title="Dana's parcel is late")
    consent_links.make_link(team.rui, call.participant_id)
    link = consent_links.links(team.rui, call.participant_id)[0].id
    wording = consent_wordings.edit_wording(team.ana, Wording("de", "Dürfen wir?", "Bitte.", {Scope.RECORD: "Ton"}))
    seen = observations.ObservationForm(ObservationKind.SAID, "It was in March, she said.", quote_ids=(quote,))
    observation = observations.new_observation(team.rui, seen)
    return {
        "card_id": observation,
        "node_id": opportunities.new_node(team.rui, study, NodeKind.OUTCOME, opportunities.NodeForm("Less waiting")),
        "wanted": "svg",
        "theme_id": themes.new_theme(team.rui, study, themes.ThemeForm("Nobody calls"), [observation]),
        "link_id": link,
        "wording_id": wording,
        "company_id": company,
        "touchpoint_id": touchpoints.add_touchpoint(team.rui, touchpoint),
        "figure_id": figures.add_figure(team.rui, figures.FigureForm("Usage", 12.0, company_id=company)),
        "hypothesis_id": hypotheses.add_hypothesis(team.rui, study, "They call first", "They speak of the phone"),
        "template_id": templates.save_as_template(team.rui, study, "Parcels"),
        "comment_id": guide_reviews.comment(team.rui, guide, "Too long"),
        "study_id": study,
        "guide_id": guide,
        "session_id": call.session_id,
        "transcript_id": call.transcript_id,
        "participant_id": call.participant_id,
        "quote_id": quote,
        "claim_id": claim,
        "share_id": shares.share(team.rui, shares.ShareForm("For the board", (claim,)))[0],
        "code_id": code,
        "resolution_id": resolution,
        "coding_id": codings.mark(team.rui, call.transcript_id, code, 1, 0, 1, 5),
        "coding_task_id": coding_tasks.take_coding(team.rui, call.session_id),
        "note_id": notes.new_note(team.rui, call.session_id, notes.NoteForm(f"{PLANTED[0]}: It was in March")),
        "observation_id": observations.new_observation(
            team.rui,
            observations.ObservationForm(ObservationKind.SAID, f"{PLANTED[0]} said March.", quote_ids=(quote,)),
        ),
        "decision_id": decisions.write_decision(team.rui, decisions.DecisionForm("Call first")),
        "assumption_id": assumptions.write_assumption(team.rui, assumptions.AssumptionForm("Drivers call")),
        "evidence_id": claims.add_evidence(team.rui, claim, Ref(Kind.QUOTE, quote), Side.SUPPORTS),
        "redaction_id": redactions.redaction_page(team.rui, call.session_id).turns[1].stretches[0].redaction_id,
        "job_id": job,
        "undo_id": sessions.delete_session(team.rui, gone),
        "asking_id": draft_invitations(team.rui, [add_participant(team.rui, ParticipantForm("Nadia"))])[0],
        "letter_id": send_letter(team.rui, call.participant_id),
        "withdrawal_id": withdraw_somebody(team.rui),
        "number": "1",
        "member_id": team.rui.id,
        "invitation_id": member_invitations.invite_member(team.ana, InvitationForm()).id,
        "token_id": tokens.new_token(team.rui, TokenForm("Nightly"))[0],
        "index": "1",
        "sign_in_id": sign_ins.begin_sign_in(kim, Way.LINK, "", ""),
        "pk": str(Authenticator.objects.create(user_id=kim, type=PASSKEY, data={"name": "Key"}).pk),
        "sign_on": str(SocialAccount.objects.create(user_id=kim, provider="oidc", uid="kim").pk),
        "token": "x",
        "about": "people",
        "field_id": own_fields.add_field(team.ana, About.PEOPLE, own_fields.FieldForm("Plan", "text")),
        "target": "people",
        "mapping_id": table_mappings.save_mapping(team.rui, "people", "Ours", ["Name"], ["name"]),
    }


def withdraw_somebody(actor: Actor) -> str:
    somebody = participants.add_participant(actor, ParticipantForm("Somebody"))
    return withdrawals.withdraw(actor, somebody, "Somebody")


def send_letter(actor: Actor, participant_id: str) -> str:
    file = Attachment("call.ics", "text/calendar", "BEGIN:VCALENDAR")
    letter = Letter("dana@example.com", "Late parcels?", "Hello Dana", "Dana Petrov", attachments=(file,))
    with acting(actor, "wrote letter", Ref(Kind.PARTICIPANT, participant_id)):
        return outbox.put(actor, replace(letter, participant_id=participant_id), key="a letter")


def client_of(actor: Actor | None) -> Client:
    client = Client()
    if actor:
        client.force_login(UserRecord.objects.get(id=actor.user_id))
    return client


def pages(resolver: URLResolver, prefix: str = "/") -> Iterator[tuple[str, str]]:
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            if not route.startswith("/api/"):
                yield from pages(pattern, route)
        else:
            assert isinstance(pattern, URLPattern)
            yield pattern.name or "", route


def filled(route: str, world: World) -> str:
    """The address with real ids; a kind of id that the world does not have is a test that has to be written."""
    return re.sub(r"[<{](?:\w+:)?(\w+)[>}]", lambda found: world[found[1]], route)


PAGES = [(name, route) for name, route in pages(get_resolver()) if name not in OPEN_TO_ALL]
CALLS = [
    (method, path.removeprefix(V1))
    for path, methods in json.loads(json.dumps(api.get_openapi_schema(), default=str))["paths"].items()
    for method in methods
]
each_page = pytest.mark.parametrize(("name", "route"), PAGES, ids=[name for name, _ in PAGES])
each_call = pytest.mark.parametrize(("method", "path"), CALLS, ids=[f"{m} {p}" for m, p in CALLS])


def send(client: Client, method: str, path: str, world: World) -> Any:
    address = V1 + filled(path, world)
    if path == "/guides/preview/file":
        return client.post(address, {"file": SimpleUploadedFile("guide.md", b"# Mine")})
    if path == "/checks/file":
        return client.post(address, {"document": SimpleUploadedFile("memo.md", b"Mine")})
    if path.endswith("/difference"):
        return client.get(address, {"before": 1, "after": 1})
    if path.startswith("/tables") and method == "post":
        return client.post(address, {"file": SimpleUploadedFile("people.csv", b"Name\nMine\n")})
    if path.endswith("/merge") and method == "get":
        return client.get(address, {"other_id": "par_0000000000000000000001"})
    if path.startswith("/imports"):
        file = SimpleUploadedFile("other.vtt", CALL.replace("March", "June").encode())
        return client.post(address, {"files": [file], "how_agreed": "form"})
    body = BODIES.get((method, path))
    if body is None:
        return client.generic(method.upper(), address)
    return client.generic(method.upper(), address, json.dumps(body), content_type="application/json")


def happened(team: Team) -> list[tuple[str, str]]:
    """What anybody did, signing in apart: nothing of what is refused may be in it."""
    return [(event.verb, event.subject_id) for event in events.events(team.ana) if event.verb != "signed in"]


@each_page
def test_a_stranger_is_sent_to_the_sign_in(world: World, name: str, route: str) -> None:
    for method in ("get", "post"):
        answer = getattr(client_of(None), method)(filled(route, world))
        is_sent = answer.status_code == 302 and answer["Location"].startswith("/accounts/login/")
        assert is_sent or answer.status_code == 405, (method, answer.status_code)


@each_page
def test_the_owner_of_another_workspace_finds_nothing_on_a_page(
    team: Team, world: World, name: str, route: str
) -> None:
    before, otto = happened(team), client_of(team.otto)
    for method, given in (("get", QUERIES), ("post", FORMS)):
        answer = getattr(otto, method)(filled(route, world), given.get(name))
        if "<" in route and name not in NAMES_A_KIND:
            assert answer.status_code in (404, 405), (method, answer.status_code)
        shown = answer.getvalue().decode(errors="replace")  # also of what is sent bit by bit
        assert "Dana" not in shown
        assert "Late parcels" not in shown
    assert happened(team) == before


@each_page
def test_a_viewer_sees_findings_and_changes_nothing(team: Team, world: World, name: str, route: str) -> None:
    before, vera = happened(team), client_of(team.vera)
    seen = vera.get(filled(route, world), QUERIES.get(name))
    sent = vera.post(filled(route, world), FORMS.get(name))
    expected = (200,) if name in VIEWERS_SEE else (200, 302) if name in LEADS_ON else (403, 404, 405)
    assert seen.status_code in expected, seen.status_code
    assert (name in OWN) != (sent.status_code in (403, 404, 405)), sent.status_code
    assert name in OWN or happened(team) == before
    assert not any(planted.encode() in seen.content for planted in PLANTED)


@each_page
def test_no_page_shows_the_words_of_somebody_who_no_longer_agrees(
    team: Team, world: World, name: str, route: str
) -> None:
    consents.end_consent(team.rui, world["participant_id"])
    for member in (team.ana, team.rui):
        shown = client_of(member).get(filled(route, world), QUERIES.get(name))
        body = b"".join(shown) if shown.streaming else shown.content
        assert not any(words in body for words in THEIR_WORDS)


@each_call
def test_the_api_gives_out_no_words_of_somebody_who_no_longer_agrees(
    team: Team, world: World, method: str, path: str
) -> None:
    consents.end_consent(team.rui, world["participant_id"])
    answer = send(client_of(team.rui), method, path, world)
    assert not any(words in answer.content for words in THEIR_WORDS) or path.startswith("/imports")


@each_call
def test_a_stranger_gets_a_problem_from_the_api(world: World, method: str, path: str) -> None:
    answer = send(client_of(None), method, path, world)
    assert (answer.status_code, answer["Content-Type"]) == (401, "application/problem+json")


@each_call
def test_the_owner_of_another_workspace_finds_nothing_over_the_api(
    team: Team, world: World, method: str, path: str
) -> None:
    before, answer = happened(team), send(client_of(team.otto), method, path, world)
    if "{" in path and path not in NAMES_A_KIND:
        assert answer.status_code == 404, answer.content
    assert path in AT_LARGE or "{" in path or method == "get"
    assert path == "/imports/preview" or b"Dana" not in answer.content
    assert happened(team) == before


@each_call
def test_a_viewer_reads_findings_over_the_api_and_changes_nothing(
    team: Team, world: World, method: str, path: str
) -> None:
    before, answer = happened(team), send(client_of(team.vera), method, path, world)
    may = method == "get" and path in VIEWERS_READ
    is_own = (method, path) in OWN_CALLS
    assert answer.status_code in ((201,) if is_own else (200,) if may else (403, 404)), answer.content
    assert not any(planted.encode() in answer.content for planted in PLANTED)
    assert is_own or happened(team) == before


OF_A_STUDY = {
    *("study_id", "guide_id", "session_id", "transcript_id", "quote_id", "hypothesis_id", "comment_id"),
    *("note_id", "observation_id", "code_id"),
}


def is_of_the_study(route: str) -> bool:
    """Whether an address names something that hangs below the world's study."""
    return bool(OF_A_STUDY & set(re.findall(r"\w+", route)))


def give_away(shown: str, world: World, address: str) -> list[str]:
    """What of the study an answer tells, apart from what whoever asked has typed into the address."""
    secrets = [world[name] for name in OF_A_STUDY if world[name] not in address]
    return [secret for secret in (*secrets, "It was in March") if secret in shown]


@pytest.fixture
def shut(team: Team, world: World) -> None:
    """The study is confidential and has no team: Rui, who made all of it, is a researcher outside."""
    StudyRecord.objects.filter(id=world["study_id"]).update(is_confidential=True)


@each_page
def test_a_researcher_outside_a_confidential_study_finds_nothing_of_it_on_a_page(
    team: Team, world: World, shut: None, name: str, route: str
) -> None:
    before, rui, address = happened(team), client_of(team.rui), filled(route, world)
    for method, given in (("get", QUERIES), ("post", FORMS)):
        answer = getattr(rui, method)(address, given.get(name))
        shown = answer.getvalue().decode(errors="replace")
        assert give_away(shown, world, address) == []
        if is_of_the_study(route):
            refused = (400, 404, 405) if name == "rule_on_claim" else (404, 405)  # the claim is everybody's
            assert answer.status_code in refused, (method, answer.status_code)
            assert happened(team) == before


@each_call
def test_a_researcher_outside_a_confidential_study_finds_nothing_of_it_over_the_api(
    team: Team, world: World, shut: None, method: str, path: str
) -> None:
    before, answer = happened(team), send(client_of(team.rui), method, path, world)
    assert give_away(answer.content.decode(errors="replace"), world, filled(path, world)) == []
    if is_of_the_study(path):
        assert answer.status_code == 404, answer.content
        assert happened(team) == before


@pytest.fixture
def former(team: Team) -> Client:
    """Rui's browser: removed from the workspace, and a researcher in another one."""
    accounts.add_member(team.otto, "rui@example.org", "Rui", WorkspaceRole.RESEARCHER)
    rui = client_of(team.rui)
    members.remove_member(team.ana, team.rui.id)
    return rui


@each_page
def test_a_former_member_finds_nothing_on_a_page(
    team: Team, world: World, former: Client, name: str, route: str
) -> None:
    before = happened(team)
    for method, given in (("get", QUERIES), ("post", FORMS)):
        answer = getattr(former, method)(filled(route, world), given.get(name))
        if "<" in route and name not in NAMES_A_KIND:
            assert answer.status_code in (403, 404, 405), (method, answer.status_code)
        assert "Dana" not in answer.getvalue().decode(errors="replace")
    assert happened(team) == before


@each_call
def test_a_former_member_finds_nothing_over_the_api(
    team: Team, world: World, former: Client, method: str, path: str
) -> None:
    before, answer = happened(team), send(former, method, path, world)
    if "{" in path and path not in NAMES_A_KIND:
        assert answer.status_code in (403, 404), answer.content
    assert path == "/imports/preview" or b"Dana" not in answer.content
    assert happened(team) == before


def test_a_former_member_of_the_only_workspace_is_a_stranger(team: Team, world: World) -> None:
    rui = client_of(team.rui)
    members.remove_member(team.ana, team.rui.id)
    for name, route in PAGES:
        answer = rui.get(filled(route, world))
        assert answer.status_code in (302, 405), name
    for method, path in CALLS:
        assert send(rui, method, path, world).status_code == 401, (method, path)


def changed(team: Team) -> list[tuple[str, str]]:
    """What happened, apart from the note of what a program read: those words have left."""
    return [pair for pair in happened(team) if not pair[0].endswith(" with a token") and pair[0] != "used token"]


def program_of(actor: Actor, reach: Reach) -> Client:
    """A program with a fresh token, and with the check against forgery switched on: a token needs no cookie."""
    _id, text = tokens.new_token(actor, TokenForm("A program", reach))
    return Client(enforce_csrf_checks=True, headers={"authorization": f"Bearer {text}"})


def test_a_token_for_findings_reads_what_a_viewer_reads_and_changes_nothing(team: Team, world: World) -> None:
    program = program_of(team.rui, Reach.VIEW)
    before = changed(team)
    for method, path in CALLS:
        answer = send(program, method, path, world)
        may = method == "get" and path in (VIEWERS_READ | {"/members/{member_id}"}) - {"/tokens"}  # it is Rui's own
        assert answer.status_code in ((200,) if may else (403, 404)), (method, path, answer.content)
        assert b"Dana Petrov" not in answer.content, (method, path)
        assert changed(team) == before, (method, path)


READ_BY_POST = ("/quotes/check", "/checks/text", "/checks/file")  # what is looked up is too long for an address


def test_a_token_for_reading_changes_nothing(team: Team, world: World) -> None:
    program = program_of(team.ana, Reach.READ)
    before = changed(team)
    for method, path in CALLS:
        if method != "get" and not path.endswith(READ_BY_POST):
            assert send(program, method, path, world).status_code in (403, 404), (method, path)
    assert changed(team) == before


def test_a_token_that_may_change_manages_nothing(team: Team, world: World) -> None:
    program = program_of(team.ana, Reach.CHANGE)
    managing = [call for call in CALLS if call[1].startswith(("/members", "/invitations", "/workspace"))]
    before = changed(team)
    for method, path in managing:
        if method != "get":
            assert send(program, method, path, world).status_code in (403, 404), (method, path)
    assert changed(team) == before


@pytest.mark.parametrize("ended", [{"expires_at": EARLIER}, {"revoked_at": EARLIER}], ids=["expired", "revoked"])
def test_a_token_that_is_over_opens_nothing(team: Team, world: World, ended: dict[str, datetime]) -> None:
    program = program_of(team.ana, Reach.MANAGE)
    TokenRecord.objects.update(**ended)
    before = changed(team)
    for method, path in CALLS:
        AttemptRecord.objects.all().delete()  # or it would be told to wait, after a few
        answer = send(program, method, path, world)
        assert (answer.status_code, answer["Content-Type"]) == (401, "application/problem+json"), (method, path)
    assert changed(team) == before


def test_no_token_opens_a_page(team: Team, world: World) -> None:
    program = program_of(team.ana, Reach.MANAGE)
    for name, route in PAGES:
        answer = program.get(filled(route, world))
        assert answer.status_code in (302, 405), name


def test_every_change_over_the_api_wants_a_token_from_our_own_pages(team: Team, world: World) -> None:
    rui = Client(enforce_csrf_checks=True)
    rui.force_login(UserRecord.objects.get(id=team.rui.user_id))
    before = happened(team)
    for method, path in CALLS:
        if method != "get":
            assert send(rui, method, path, world).status_code in (401, 403), (method, path)
    assert happened(team) == before


def test_every_form_wants_a_token_from_our_own_pages(team: Team, world: World) -> None:
    rui = Client(enforce_csrf_checks=True)
    rui.force_login(UserRecord.objects.get(id=team.rui.user_id))
    before = happened(team)
    for name, route in PAGES:
        assert rui.post(filled(route, world)).status_code in (403, 405), name
    for name in ("login", "logout", "password/reset", "2fa/passkeys/login", "oidc", "saml"):
        assert rui.post(f"/accounts/{name}/").status_code == 403, name
    assert happened(team) == before


def test_every_list_of_the_api_is_empty_elsewhere(team: Team, world: World) -> None:
    otto = client_of(team.otto)
    for method, path in CALLS:
        if (
            method == "get"
            and "{" not in path
            and path not in ("/workspace", "/workspaces", "/templates", "/contact-limits", "/retention")
        ):
            given = otto.get(V1 + path).json()
            assert listed(path, given) == [], path
    assert jobs.jobs(team.rui).items != ()


def listed(path: str, given: Any) -> list[object]:
    """What a list of the API holds: bare, in parts, or beside other things."""
    if path == "/search":
        return [hit for part in given["parts"] for hit in part["hits"]]
    found = given[path[1:]] if path in ("/decisions", "/assumptions") else given
    return list(found if isinstance(found, list) else found["items"])


def test_the_shell_around_the_pages_has_the_routes_that_are_tested() -> None:
    from firsthand.server.asgi import app

    assert {route.path for route in app.routes if isinstance(route, Route)} == set(SHELL)


def test_the_manual_names_every_route_of_the_api() -> None:
    from pathlib import Path

    pages = (Path(__file__).parents[2] / "docs" / "reference").glob("*.md")
    manual = "".join(page.read_text() for page in pages)
    missing = [path for _, path in CALLS if f"{path}`" not in manual]
    assert missing == []
