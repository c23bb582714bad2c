"""Who may do what: every service against a stranger, a viewer, and the owner of another workspace."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from coders_at_work import differ, new_code
from firsthand.domain.errors import NotAllowed, NotFound
from firsthand.domain.evidence.observations import ObservationKind
from firsthand.domain.evidence.redaction.kinds import Personal
from firsthand.domain.ids import Kind
from firsthand.domain.interviews.sessions import SessionState
from firsthand.domain.people.access import Action
from firsthand.domain.people.actors import Actor, Ref, WorkspaceRole
from firsthand.domain.people.consent import How, Scope
from firsthand.domain.people.consent_wordings import Wording
from firsthand.domain.people.invitations import InvitationState
from firsthand.domain.people.own_fields import About
from firsthand.domain.people.retention import Material
from firsthand.domain.people.touchpoints import TouchpointKind
from firsthand.domain.planning.reviews import Verdict
from firsthand.domain.planning.samples import SamplePlan
from firsthand.domain.planning.studies import StudyState
from firsthand.domain.synthesis.codebook import Step
from firsthand.domain.synthesis.mentions import Measure
from firsthand.domain.synthesis.opportunities import NodeKind
from firsthand.domain.synthesis.snapshots import Parts
from firsthand.domain.synthesis.support import Side
from firsthand.services import (
    accounts,
    agreement,
    answer_grid,
    assumptions,
    board,
    briefs,
    cards,
    claims,
    code_drift,
    code_examples,
    code_exchange,
    code_merging,
    code_pages,
    codes,
    coding_lists,
    coding_reader,
    coding_resolutions,
    coding_tasks,
    codings,
    companies,
    consent_history,
    consent_links,
    consent_wordings,
    consents,
    craft,
    decisions,
    events,
    exports,
    fatigue,
    figures,
    guide_imports,
    guide_reviews,
    guides,
    hypotheses,
    hypothesis_outcomes,
    imports,
    invitation_drafts,
    invitations,
    jobs,
    member_invitations,
    members,
    noted,
    notes,
    observations,
    opportunities,
    outbox,
    own_fields,
    participants,
    preparation,
    proofs,
    quote_proofs,
    quotes,
    quoting_outside,
    reader,
    receipts,
    records,
    redactions,
    remarks,
    retention,
    samples,
    saturation,
    search,
    session_columns,
    sessions,
    share_files,
    shares,
    snapshot_sheets,
    snapshots,
    speakers,
    studies,
    suggested_groups,
    table_imports,
    table_mappings,
    templates,
    themes,
    timelines,
    tokens,
    touchpoints,
    transcripts,
    tree_files,
    tree_places,
    unassigned,
    undo,
    withdrawals,
    workspaces,
)
from firsthand.services import team as team_service
from firsthand.services.assumptions import AssumptionForm
from firsthand.services.claims import ClaimForm
from firsthand.services.codes import CodeForm
from firsthand.services.coding_tasks import CodingWish
from firsthand.services.codings import Span
from firsthand.services.companies import CompanyForm
from firsthand.services.decisions import DecisionForm
from firsthand.services.figures import FigureForm
from firsthand.services.imports import ImportForm, UploadedFile
from firsthand.services.member_invitations import InvitationForm
from firsthand.services.notes import NoteForm
from firsthand.services.observations import CountForm, ObservationForm
from firsthand.services.opportunities import NodeForm
from firsthand.services.own_fields import FieldForm
from firsthand.services.participants import ParticipantForm
from firsthand.services.people_imports import PeoplePlanner
from firsthand.services.retention import RuleForm
from firsthand.services.search import SearchFilter
from firsthand.services.senders import Sender
from firsthand.services.sessions import SessionForm
from firsthand.services.shares import ShareForm
from firsthand.services.studies import StudyForm
from firsthand.services.table_columns import TableWish
from firsthand.services.table_targets import Target
from firsthand.services.themes import ThemeForm
from firsthand.services.tokens import TokenForm
from firsthand.services.touchpoints import TouchpointFilter, TouchpointForm
from kept_world import kept
from people_at_work import CALL, Call, Team, hold_call, make_team

OUR_WORDING = Wording("en", "May we?", "We ask you.", {Scope.RECORD: "Record me."})
CODEBOOK = UploadedFile("codes.csv", b"Code\nMine\n")
TABLE = UploadedFile("people.csv", b"Name\nMine\n")
TARGET = Target("people", "People", "imported people", (), lambda actor: PeoplePlanner(actor, ()))
FILE = UploadedFile("other.vtt", CALL.replace("March", "April").encode())


@dataclass(frozen=True, slots=True)
class World:
    """The ids of one of everything."""

    study: str
    guide: str
    session: str
    transcript: str
    participant: str
    quote: str
    hypothesis: str
    template: str
    comment: str
    link: str
    wording: str
    member: str  # Vera
    invitation: str
    asking: str  # of a participant
    letter: str
    token: str  # Rui's
    company: str
    touchpoint: str
    figure: str
    claim: str = ""
    withdrawal: str = ""  # of somebody else
    decision: str = ""
    assumption: str = ""
    note: str = ""
    observation: str = ""
    share: str = ""
    disputed: str = ""  # a code about which coders differ
    resolution: str = ""
    code: str = ""
    coding: str = ""
    coding_task: str = ""
    theme: str = ""
    node: str = ""  # an outcome


Deed = Callable[[Actor, World], object]
VIEWS: dict[str, Deed] = {  # what everybody in the workspace may see
    "decision": lambda a, w: decisions.decision(a, w.decision),
    "assumption": lambda a, w: assumptions.assumption(a, w.assumption),
    "outcomes": lambda a, w: hypothesis_outcomes.outcomes_of(a, w.study),
    "share": lambda a, w: shares.share_page(a, w.share),
    "shares of a claim": lambda a, w: shares.shares(a, claim_id=w.claim),
    "claim": lambda a, w: claims.claim_page(a, w.claim),
    "search in a study": lambda a, w: search.search(a, SearchFilter("parcels", study_id=w.study)),
    "study": lambda a, w: studies.study_page(a, w.study),
    "guide": lambda a, w: guides.guide_page(a, w.guide),
    "session": lambda a, w: sessions.session_page(a, w.session),
    "versions": lambda a, w: guides.versions(a, w.guide),
    "version": lambda a, w: guides.version_text(a, w.guide, 1),
    "difference": lambda a, w: guides.compare(a, w.guide, 1, 1),
    "sample": lambda a, w: samples.sample_page(a, w.study),
    "study's checklist": lambda a, w: preparation.study_preparation(a, w.study),
    "session's checklist": lambda a, w: preparation.session_preparation(a, w.session),
    "template": lambda a, w: templates.template_named(a, w.template),
}
READS: dict[str, Deed] = {  # what people said and who they are: not for viewers
    "agreement": lambda a, w: agreement.agreement_page(a, w.study),
    "differences": lambda a, w: coding_resolutions.differences(a, w.study),
    "saturation": lambda a, w: saturation.saturation_page(a, w.study),
    "text of a share": lambda a, w: share_files.brief_text(a, w.share),
    "tree": lambda a, w: opportunities.tree(a, w.study),
    "node": lambda a, w: opportunities.node_page(a, w.node),
    "tree to take away": lambda a, w: tree_files.take_tree(a, w.study, tree_files.TreeFormat.MARKDOWN),
    "board": lambda a, w: board.board(a, w.study),
    "state of a board": lambda a, w: board.board_state(a, w.study),
    "parts of a board": lambda a, w: board.board_parts(a, w.study, {w.theme}, {w.observation}),
    "themes": lambda a, w: themes.themes_known(a, w.study),
    "theme": lambda a, w: themes.theme(a, w.study, w.theme),
    "observation": lambda a, w: observations.observation_page(a, w.observation),
    "observations of a study": lambda a, w: observations.observations(a, w.study),
    "snapshot": lambda a, w: snapshots.snapshot_page(a, w.session),
    "printed snapshot": lambda a, w: snapshot_sheets.printed_snapshot(a, w.session),
    "columns of a session": lambda a, w: session_columns.session_columns(a, w.session),
    "noted words": lambda a, w: noted.noted_matches(a, w.session),
    "note": lambda a, w: notes.note(a, w.note),
    "notes of a session": lambda a, w: notes.notes(a, w.session),
    "invitation of a participant": lambda a, w: invitations.invitation_page(a, w.asking),
    "letter": lambda a, w: outbox.letter_page(a, w.letter),
    "whether to ask": lambda a, w: fatigue.verdicts(a, [w.participant]),
    "reader": lambda a, w: reader.reader_page(a, w.session),
    "original": lambda a, w: transcripts.original(a, w.transcript),
    "record": lambda a, w: records.session_record(a, w.session),
    "participant": lambda a, w: participants.participant_page(a, w.participant),
    "retention": lambda a, w: retention.study_retention(a, w.study),
    "receipt": lambda a, w: receipts.receipt(a, w.withdrawal),
    "receipt to take away": lambda a, w: receipts.receipt_file(a, w.withdrawal),
    "consent": lambda a, w: consent_history.consent_page(a, w.participant),
    "company": lambda a, w: companies.company_page(a, w.company),
    "consent links": lambda a, w: consent_links.links(a, w.participant),
    "consent wording": lambda a, w: consent_wordings.wording(a, w.wording),
    "brief": lambda a, w: briefs.brief_page(a, w.session),
    "touchpoint": lambda a, w: touchpoints.touchpoint_page(a, w.touchpoint),
    "touchpoints of a person": lambda a, w: touchpoints.touchpoints(a, TouchpointFilter(w.participant)),
    "timeline": lambda a, w: timelines.person_timeline(a, w.participant),
    "timeline of a company": lambda a, w: timelines.company_timeline(a, w.company),
    "figures": lambda a, w: figures.person_figures(a, w.participant),
    "figures of a company": lambda a, w: figures.company_figures(a, w.company),
    "personal data": lambda a, w: redactions.redaction_page(a, w.session),
    "before sharing": lambda a, w: remarks.study_remarks(a, w.study),
    "proof": lambda a, w: quote_proofs.quote_proof(a, w.quote),
    "check": lambda a, w: quotes.check_selection(a, w.transcript, 1, 0, 1, 16),
    "codebook as .qdc": lambda a, w: code_exchange.qdc_file(a, w.study),
    "a code by itself": lambda a, w: codes.found_code(a, Action.READ, w.code),
    "codebook as CSV": lambda a, w: code_exchange.csv_file(a, w.study),
    "codebook": lambda a, w: codes.codebook(a, w.study),
    "code": lambda a, w: code_pages.code_page(a, w.code),
    "drift of a codebook": lambda a, w: code_drift.signs_of(a, w.study),
    "examples of a code": lambda a, w: code_examples.examples_of(a, w.code),
    "listed codings": lambda a, w: coding_lists.codings_of_transcript(a, w.transcript),
    "codings of a code": lambda a, w: coding_lists.codings_of_code(a, w.code),
    "codings": lambda a, w: codings.codings_in(a, w.transcript),
    "coding beside": lambda a, w: coding_reader.coding_beside(a, w.transcript),
    "coding queue": lambda a, w: coding_tasks.coding_queue(a, w.study),
    "answers by question": lambda a, w: answer_grid.answer_grid(a, w.study),
    "coding tasks": lambda a, w: coding_tasks.tasks_in(a, w.session),
    "coding": lambda a, w: codings.found_coding(a, Action.READ, w.coding),
}
KNOWN = [READS[name] for name in READS if name.split()[0] in ("touchpoint", "touchpoints", "timeline", "figures")]
CHANGES: dict[str, Deed] = {
    "register a code": lambda a, w: codes.new_code(a, w.study, CodeForm("Mine")),
    "rename a code": lambda a, w: codes.rename_code(a, w.code, "Mine"),
    "edit a code": lambda a, w: codes.edit_code(a, w.code, CodeForm("Mine")),
    "preview of a codebook": lambda a, w: code_exchange.preview_codebook(a, w.study, CODEBOOK),
    "import a codebook": lambda a, w: code_exchange.import_codebook(a, w.study, CODEBOOK),
    "step a code": lambda a, w: codes.step_code(a, w.code, Step.UP),
    "move a code": lambda a, w: codes.move_code(a, w.code),
    "retire a code": lambda a, w: codes.retire_code(a, w.code),
    "delete a code": lambda a, w: codes.delete_code(a, w.code),
    "preview of merged codes": lambda a, w: code_merging.merge_preview(a, w.code, w.disputed),
    "merge codes": lambda a, w: code_merging.merge_codes(a, w.code, w.disputed),
    "split a code": lambda a, w: code_merging.split_code(a, w.code, "Mine", [w.coding]),
    "add an example": lambda a, w: code_examples.add_example(a, w.code, w.quote),
    "remove an example": lambda a, w: code_examples.remove_example(a, w.code, w.quote),
    "mark": lambda a, w: codings.mark(a, w.transcript, w.code, 1, 0, 1, 16),
    "mark with several": lambda a, w: codings.mark_all(a, w.transcript, [w.code], Span(1, 0, 1)),
    "name a code while coding": lambda a, w: coding_reader.emergent_code(a, w.transcript, "Mine"),
    "unmark several": lambda a, w: codings.unmark_all(a, [w.coding]),
    "unmark": lambda a, w: codings.unmark(a, w.coding),
    "ask for coding": lambda a, w: coding_tasks.assign_coding(a, CodingWish((w.session,), (w.member,))),
    "take coding": lambda a, w: coding_tasks.take_coding(a, w.session),
    "drop coding": lambda a, w: coding_tasks.drop_coding(a, w.coding_task),
    "reach a turn": lambda a, w: coding_tasks.reach_turn(a, w.session, 1),
    "finish coding": lambda a, w: coding_tasks.finish_coding(a, w.session),
    "open coding again": lambda a, w: coding_tasks.reopen_coding(a, w.session),
    "write outcome": lambda a, w: opportunities.new_node(a, w.study, NodeKind.OUTCOME, NodeForm("Mine")),
    "edit node": lambda a, w: opportunities.edit_node(a, w.node, NodeForm("Mine")),
    "rename node": lambda a, w: opportunities.rename_node(a, w.node, "Mine"),
    "move node": lambda a, w: opportunities.move_node(a, w.node, tree_places.TreePlace(w.node)),
    "delete node": lambda a, w: tree_places.delete_branch(a, w.node),
    "move card": lambda a, w: cards.move_card(a, w.study, w.observation, cards.CardPlace(w.theme)),
    "put quote on board": lambda a, w: cards.add_quotes(a, w.study, [w.quote]),
    "take quote off board": lambda a, w: cards.remove_quote(a, w.study, w.quote),
    "make theme": lambda a, w: themes.new_theme(a, w.study, ThemeForm("Mine")),
    "edit theme": lambda a, w: themes.edit_theme(a, w.theme, ThemeForm("Mine")),
    "move theme": lambda a, w: themes.move_theme(a, w.theme, 1),
    "merge theme": lambda a, w: themes.merge_themes(a, w.theme, w.theme),
    "delete theme": lambda a, w: themes.delete_theme(a, w.theme),
    "leave suggested group": lambda a, w: suggested_groups.leave_group(a, w.study, [w.quote, w.observation]),
    "write observation": lambda a, w: observations.new_observation(
        a, ObservationForm(ObservationKind.SAID, "Mine", quote_ids=(w.quote,))
    ),
    "write observation about a study": lambda a, w: observations.new_observation(
        a, ObservationForm(ObservationKind.COUNTED, "Mine", w.study, count=CountForm(Measure.PEOPLE, ("Mine",)))
    ),
    "edit observation": lambda a, w: observations.edit_observation(
        a, w.observation, ObservationForm(ObservationKind.SAID, "Mine", quote_ids=(w.quote,))
    ),
    "delete observation": lambda a, w: observations.delete_observation(a, w.observation),
    "edit snapshot": lambda a, w: snapshots.edit_snapshot(a, w.session, Parts("Mine")),
    "take note": lambda a, w: notes.new_note(a, w.session, NoteForm("Mine")),
    "edit note": lambda a, w: notes.edit_note(a, w.note, NoteForm("Mine")),
    "accept noted words": lambda a, w: noted.accept_noted(a, w.note, "1.0-1.16"),
    "noted words not found": lambda a, w: noted.set_unmatched(a, w.note),
    "delete note": lambda a, w: notes.delete_note(a, w.note),
    "decide on a study": lambda a, w: decisions.write_decision(a, DecisionForm("Mine", study_id=w.study)),
    "decide on a claim": lambda a, w: decisions.write_decision(a, DecisionForm("Mine", claim_ids=(w.claim,))),
    "edit decision": lambda a, w: decisions.edit_decision(a, w.decision, DecisionForm("Mine")),
    "look at a decision again": lambda a, w: decisions.look_again(a, w.decision),
    "delete decision": lambda a, w: decisions.delete_decision(a, w.decision),
    "judge a hypothesis": lambda a, w: hypothesis_outcomes.judge(a, w.hypothesis, w.claim, Side.SUPPORTS),
    "edit assumption": lambda a, w: assumptions.edit_assumption(a, w.assumption, AssumptionForm("Mine")),
    "delete assumption": lambda a, w: assumptions.delete_assumption(a, w.assumption),
    "link evidence": lambda a, w: assumptions.link_evidence(a, w.assumption, Ref(Kind.CLAIM, w.claim), Side.SUPPORTS),
    "unlink evidence": lambda a, w: assumptions.unlink_evidence(a, w.assumption, "evi_0000000000000000000000"),
    "settle a difference": lambda a, w: coding_resolutions.settle(a, w.transcript, 1, w.disputed, stands=True),
    "open a difference again": lambda a, w: coding_resolutions.reopen_difference(a, w.resolution),
    "write claim about a study": lambda a, w: claims.write_claim(a, ClaimForm("Mine", study_ids=(w.study,))),
    "edit claim": lambda a, w: claims.edit_claim(a, w.claim, ClaimForm("Mine")),
    "delete claim": lambda a, w: claims.delete_claim(a, w.claim),
    "add evidence": lambda a, w: claims.add_evidence(a, w.claim, Ref(Kind.QUOTE, w.quote), Side.SUPPORTS),
    "remove evidence": lambda a, w: claims.remove_evidence(a, w.claim, "evi_0000000000000000000000"),
    "rule on a claim": lambda a, w: claims.rule(a, w.claim, (w.session, w.participant)),
    "draft a share": lambda a, w: shares.drafted(a, (w.claim,)),
    "share a claim": lambda a, w: shares.share(a, ShareForm("Mine", (w.claim,))),
    "edit a share": lambda a, w: shares.edit_share(a, w.share, ShareForm("Mine", (w.claim,))),
    "renew a share's link": lambda a, w: shares.renew_link(a, w.share),
    "close a share": lambda a, w: shares.revoke_share(a, w.share),
    "take a share as PDF": lambda a, w: share_files.take_pdf(a, w.share),
    "take a share as Markdown": lambda a, w: share_files.take_markdown(a, w.share),
    "take a share's proof": lambda a, w: proofs.take_share_proof(a, w.share),
    "take a claim's proof": lambda a, w: proofs.take_claim_proof(a, w.claim),
    "take a share for slides": lambda a, w: share_files.take_slides(a, w.share),
    "confirm counts": lambda a, w: claims.confirm_counts(a, w.claim),
    "edit study": lambda a, w: studies.edit_study(a, w.study, StudyForm("Mine")),
    "delete study": lambda a, w: studies.delete_study(a, w.study),
    "guide for a study": lambda a, w: guides.add_guide(a, "Mine", "# Mine", w.study),
    "move study": lambda a, w: studies.move_study(a, w.study, StudyState.ARCHIVED),
    "team": lambda a, w: team_service.set_team(a, w.study, []),
    "set sample": lambda a, w: samples.set_sample(a, w.study, SamplePlan()),
    "write hypothesis": lambda a, w: hypotheses.add_hypothesis(a, w.study, "Mine", "Mine"),
    "edit hypothesis": lambda a, w: hypotheses.edit_hypothesis(a, w.hypothesis, "Mine", "Mine"),
    "delete hypothesis": lambda a, w: hypotheses.delete_hypothesis(a, w.hypothesis),
    "save template": lambda a, w: templates.save_as_template(a, w.study, "Mine"),
    "delete template": lambda a, w: templates.delete_template(a, w.template),
    "tick study": lambda a, w: preparation.tick_study(a, w.study, "recording_ready"),
    "tick session": lambda a, w: preparation.tick_session(a, w.session, "recording_ready"),
    "edit guide": lambda a, w: guides.save_text(a, w.guide, "# Mine", 1),
    "edit guide's form": lambda a, w: guides.save_form(a, w.guide, {"title": "Mine"}, 1),
    "fill slots": lambda a, w: guides.fill(a, w.guide, 1, product="Mine", feature="", task=""),
    "ignore finding": lambda a, w: guides.ignore_finding(a, w.guide, 1, "order", "Mine", None),
    "copy guide": lambda a, w: guides.copy_guide(a, w.guide, w.study),
    "restore guide": lambda a, w: guides.restore(a, w.guide, 1, 1),
    "delete guide": lambda a, w: guides.delete_guide(a, w.guide),
    "ask for review": lambda a, w: guide_reviews.ask_for_review(a, w.guide, "mem_0000000000000000000000"),
    "review": lambda a, w: guide_reviews.answer_review(a, w.guide, Verdict.APPROVED, 1),
    "comment": lambda a, w: guide_reviews.comment(a, w.guide, "Mine"),
    "settle comment": lambda a, w: guide_reviews.settle_comment(a, w.comment),
    "session in a study": lambda a, w: sessions.create_session(a, SessionForm("Mine", study_id=w.study)),
    "session with a person": lambda a, w: sessions.create_session(
        a, SessionForm("Mine", participant_ids=(w.participant,))
    ),
    "edit session": lambda a, w: sessions.edit_session(a, w.session, SessionForm("Mine")),
    "move session": lambda a, w: sessions.move_session(a, w.session, SessionState.DEBRIEFED),
    "delete session": lambda a, w: sessions.delete_session(a, w.session),
    "import": lambda a, w: imports.import_transcript(a, FILE, ImportForm("form", w.session)),
    "import into a study": lambda a, w: imports.import_transcript(a, FILE, ImportForm("form", study_id=w.study)),
    "roles": lambda a, w: speakers.roles_page(a, w.transcript),
    "confirm roles": lambda a, w: speakers.confirm_roles(a, w.transcript, []),
    "turn": lambda a, w: transcripts.turn_text(a, w.transcript, 1),
    "correct": lambda a, w: transcripts.correct_turn(a, w.transcript, 1, "Mine", has_listened=False),
    "row of a quote": lambda a, w: quotes.new_quote(a, w.transcript, 1, 0, 1, 16),
    "highlight": lambda a, w: quotes.highlight(a, w.transcript, 1, 0, 1, 16),
    "cover words": lambda a, w: redactions.decide(a, w.session, 1, 0, 2, is_covered=True, kind=Personal.DETAIL),
    "finish review": lambda a, w: redactions.finish_review(a, w.session),
    "quote for outside": lambda a, w: quoting_outside.take_outside(a, w.quote),
    "confirm crop": lambda a, w: quotes.confirm_crop(a, w.quote),
    "delete quote": lambda a, w: quotes.delete_quote(a, w.quote),
    "preview of a withdrawal": lambda a, w: withdrawals.withdrawal_preview(a, w.participant),
    "withdraw": lambda a, w: withdrawals.withdraw(a, w.participant, "Dana Petrov"),
    "edit participant": lambda a, w: participants.edit_participant(a, w.participant, ParticipantForm("Mine")),
    "delete participant": lambda a, w: participants.delete_participant(a, w.participant),
    "edit company": lambda a, w: companies.edit_company(a, w.company, CompanyForm("Mine")),
    "delete company": lambda a, w: companies.delete_company(a, w.company),
    "log consent": lambda a, w: consents.log_consent(a, w.participant, [Scope.RECORD], How.FORM),
    "make consent link": lambda a, w: consent_links.make_link(a, w.participant),
    "revoke consent link": lambda a, w: consent_links.revoke_link(a, w.link),
    "draft invitation": lambda a, w: invitation_drafts.draft_invitations(a, [w.participant]),
    "edit invitation": lambda a, w: invitations.edit_invitation(
        a, w.asking, invitations.InvitationForm("", "Hi", "Hi")
    ),
    "send invitation": lambda a, w: invitations.send_invitation(a, w.asking, None, str),
    "note invitation": lambda a, w: invitations.note_sent(a, w.asking),
    "note answer": lambda a, w: invitations.log_answer(a, w.asking, InvitationState.DECLINED),
    "delete draft": lambda a, w: invitations.delete_draft(a, w.asking),
    "retry letter": lambda a, w: outbox.retry_letter(a, w.letter),
    "cancel letter": lambda a, w: outbox.cancel_letter(a, w.letter),
    "send letter by hand": lambda a, w: outbox.mark_sent_by_hand(a, w.letter),
    "end consent": lambda a, w: consents.end_consent(a, w.participant),
    "touchpoint of a person": lambda a, w: touchpoints.add_touchpoint(a, ticket(w.participant)),
    "touchpoint of a company": lambda a, w: touchpoints.add_touchpoint(a, ticket(None, w.company)),
    "edit touchpoint": lambda a, w: touchpoints.edit_touchpoint(a, w.touchpoint, ticket(w.participant)),
    "delete touchpoint": lambda a, w: touchpoints.delete_touchpoint(a, w.touchpoint),
    "assign sender": lambda a, w: unassigned.assign_sender(a, Sender("Mine"), w.participant),
    "assign company": lambda a, w: unassigned.assign_company(a, Sender("Mine", "", "Mine"), w.company),
    "make sender": lambda a, w: unassigned.make_sender(a, Sender("Mine")),
    "leave out sender": lambda a, w: unassigned.leave_out(a, Sender("Mine")),
    "figure of a person": lambda a, w: figures.add_figure(a, FigureForm("Usage", 1.0, w.participant)),
    "figure of a company": lambda a, w: figures.add_figure(a, FigureForm("Usage", 1.0, None, w.company)),
    "delete figure": lambda a, w: figures.delete_figure(a, w.figure),
    "share craft": lambda a, w: sessions.share_craft(a, w.session, is_shared=True),
}
AT_LARGE: dict[str, Deed] = {  # changes that name nothing: allowed in one's own workspace
    "look through an observation": lambda a, w: observations.interpretation(a, "Mine"),
    "decision": lambda a, w: decisions.write_decision(a, DecisionForm("Mine")),
    "assumption": lambda a, w: assumptions.write_assumption(a, AssumptionForm("Mine")),
    "claim": lambda a, w: claims.write_claim(a, ClaimForm("Mine")),
    "study": lambda a, w: studies.create_study(a, StudyForm("Mine")),
    "session": lambda a, w: sessions.create_session(a, SessionForm("Mine")),
    "participant": lambda a, w: participants.add_participant(a, ParticipantForm("Mine")),
    "company": lambda a, w: companies.add_company(a, CompanyForm("Mine")),
    "mapping": lambda a, w: table_mappings.save_mapping(a, "people", "Mine", ["Name"], ["name"]),
    "table": lambda a, w: table_imports.import_table(a, TARGET, TABLE, TableWish()),
    "preview of a table": lambda a, w: table_imports.preview(a, TARGET, TABLE),
    "preview": lambda a, w: imports.preview(a, [FILE]),
    "study from a template": lambda a, w: studies.start_study(a, StudyForm("Mine", template="ai-product")),
    "guide": lambda a, w: guides.add_guide(a, "Mine", "# Mine"),
    "preview of a guide": lambda a, w: guide_imports.preview_text(a, "Mine?"),
    "import": lambda a, w: imports.import_transcript(a, FILE, ImportForm("form")),
}
OWNERS: dict[str, Deed] = {
    "contact limits": lambda a, w: fatigue.set_limits(a, fatigue.Limits()),
    "edit consent wording": lambda a, w: consent_wordings.edit_wording(a, OUR_WORDING),
    "see a member": lambda a, w: members.member_page(a, w.member),
    "change a role": lambda a, w: members.change_role(a, w.member, WorkspaceRole.VIEWER),
    "remove a member": lambda a, w: members.remove_member(a, w.member),
    "invite": lambda a, w: member_invitations.invite_member(a, InvitationForm()),
    "see invitations": lambda a, w: member_invitations.invitations(a),
    "revoke an invitation": lambda a, w: member_invitations.revoke_invitation(a, w.invitation),
    "found a workspace": lambda a, w: workspaces.found_another(a, "Mine"),
    "rename": lambda a, w: workspaces.rename_workspace(a, "Mine"),
    "add member": lambda a, w: accounts.add_member(a, "new@example.org", "New", WorkspaceRole.VIEWER),
    "events": lambda a, w: events.events(a),
    "own field": lambda a, w: own_fields.add_field(a, About.PEOPLE, FieldForm("Mine", "text")),
    "set retention rules": lambda a, w: retention.set_rules(a, [RuleForm(Material.LETTERS, 3)]),
    "set a study's retention rules": lambda a, w: retention.set_rules(a, [RuleForm(Material.LETTERS, 3)], w.study),
    "put a study on hold": lambda a, w: retention.hold_study(a, w.study, "Mine"),
    "chain": lambda a, w: events.chain(a),
}


def ticket(participant: str | None, company: str | None = None) -> TouchpointForm:
    return TouchpointForm(TouchpointKind.TICKET, participant, company, title="Where is my parcel?")


@pytest.fixture(scope="module")
def made(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Team, World]]:
    """One world for all tests here: making it takes longer than trying a door."""
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
    study = studies.create_study(team.rui, StudyForm("Late parcels"))
    guide = guides.add_guide(team.rui, "Guide", "# Guide", study)
    call = hold_call(team.rui, study_id=study)
    quote = quotes.highlight(team.rui, call.transcript_id, 1, 0, 1, 16)
    hypothesis = hypotheses.add_hypothesis(team.rui, study, "They call the driver.", "Most say so.")
    template = templates.save_as_template(team.rui, study, "Ours")
    comment = guide_reviews.comment(team.ana, guide, "Shorter.")
    invitation = member_invitations.invite_member(team.ana, InvitationForm()).id
    nadia = participants.add_participant(team.rui, ParticipantForm("Nadia", contact="nadia@example.com"))
    asking, sent = (invitation_drafts.draft_invitations(team.rui, [nadia])[0] for _ in range(2))
    letter = invitations.send_invitation(team.rui, sent, None, str)
    token, _text = tokens.new_token(team.rui, TokenForm("Nightly"))
    consent_links.make_link(team.rui, call.participant_id)
    link = consent_links.links(team.rui, call.participant_id)[0].id
    wording = consent_wordings.edit_wording(team.ana, Wording("de", "Dürfen wir?", "Bitte.", {Scope.RECORD: "Ton"}))
    company = companies.add_company(team.rui, CompanyForm("Corner Deliveries"))
    touchpoint = touchpoints.add_touchpoint(team.rui, ticket(call.participant_id))
    figure = figures.add_figure(team.rui, FigureForm("Usage", 12.0, call.participant_id))
    somebody = participants.add_participant(team.rui, ParticipantForm("Somebody"))
    withdrawal = withdrawals.withdraw(team.rui, somebody, "Somebody")
    claim = claims.write_claim(team.rui, ClaimForm("Parcels are late"))
    disputed, resolution = differ(team, call, study)
    code = new_code(team.rui, study, "Waiting").id
    return World(
        study,
        guide,
        call.session_id,
        call.transcript_id,
        call.participant_id,
        quote,
        hypothesis,
        template,
        comment,
        link,
        wording,
        team.vera.id,
        invitation,
        asking,
        letter,
        token,
        company,
        touchpoint,
        figure,
        claim=claim,
        share=shares.share(team.rui, ShareForm("For the board", (claim,)))[0],
        withdrawal=withdrawal,
        decision=decisions.write_decision(team.rui, DecisionForm("Call first")),
        assumption=assumptions.write_assumption(team.rui, AssumptionForm("Drivers call")),
        disputed=disputed,
        resolution=resolution,
        note=notes.new_note(team.rui, call.session_id, NoteForm("She drew the route.", at_seconds=8.0)),
        observation=observations.new_observation(
            team.rui, ObservationForm(ObservationKind.SAID, "It was in March, she said.", quote_ids=(quote,))
        ),
        code=code,
        coding=codings.mark(team.rui, call.transcript_id, code, 1, 0, 1, 16),
        coding_task=finished(team, call),
        theme=themes.new_theme(team.rui, study, ThemeForm("Nobody calls")),
        node=opportunities.new_node(team.rui, study, NodeKind.OUTCOME, NodeForm("Fewer late parcels")),
    )


def finished(team: Team, call: Call) -> str:
    """Rui's task of coding the call, done."""
    task_id = coding_tasks.take_coding(team.rui, call.session_id)
    coding_tasks.finish_coding(team.rui, call.session_id)
    return task_id


def named(deeds: dict[str, Deed]) -> object:
    return pytest.mark.parametrize("deed", deeds.values(), ids=list(deeds))


OF_OTHERS = {  # what an owner does to somebody or something of their own workspace
    name: OWNERS[name] for name in ("see a member", "change a role", "remove a member", "revoke an invitation")
}
OWN: dict[str, Deed] = {"revoke a token": lambda a, w: tokens.revoke_token(a, w.token)}  # its owner's alone


@named({**VIEWS, **READS, **CHANGES, **OF_OTHERS, **OWN})
def test_the_owner_of_another_workspace_finds_nothing(team: Team, world: World, deed: Deed) -> None:
    with pytest.raises(NotFound):
        deed(team.otto, world)


@named(VIEWS)
def test_a_viewer_sees_findings(team: Team, world: World, deed: Deed) -> None:
    assert deed(team.vera, world) is not None


@named(READS)
def test_a_viewer_finds_no_transcripts_and_no_people(team: Team, world: World, deed: Deed) -> None:
    with pytest.raises(NotFound):
        deed(team.vera, world)


@named({**CHANGES, **{f"new {name}": deed for name, deed in AT_LARGE.items()}})
def test_a_viewer_changes_nothing(team: Team, world: World, deed: Deed) -> None:
    before = len(events.events(team.ana))
    with pytest.raises(NotAllowed):
        deed(team.vera, world)
    assert len(events.events(team.ana)) == before


@named(OWNERS)
def test_only_owners_manage(team: Team, world: World, deed: Deed) -> None:
    with pytest.raises(NotAllowed):
        deed(team.rui, world)
    deed(team.ana, world)


@named({**VIEWS, **READS})
def test_a_researcher_reads_what_is_there(team: Team, world: World, deed: Deed) -> None:
    assert deed(team.rui, world) is not None


def test_craft_is_the_interviewers_until_shared_even_for_owners(team: Team, world: World) -> None:
    assert craft.craft_page(team.rui, world.session).is_mine
    with pytest.raises(NotFound):
        craft.craft_page(team.ana, world.session)
    with pytest.raises(NotFound):
        sessions.share_craft(team.ana, world.session, is_shared=True)
    sessions.share_craft(team.rui, world.session, is_shared=True)
    assert not craft.craft_page(team.ana, world.session).is_mine
    with pytest.raises(NotFound):
        craft.craft_page(team.vera, world.session)


def test_an_undo_belongs_to_who_deleted(team: Team, world: World) -> None:
    undo_id = sessions.delete_session(team.rui, world.session)
    with pytest.raises(NotFound):
        undo.undo(team.ana, undo_id)


def test_lists_of_another_workspace_are_empty(team: Team, world: World) -> None:
    assert studies.studies(team.otto).items == ()
    assert sessions.sessions(team.otto).items == ()
    assert quotes.quotes(team.otto).items == ()
    assert participants.participants(team.otto).items == ()
    assert consent_history.consent_overview(team.otto).rows.items == ()
    assert consent_history.removal_requests(team.otto) == ()
    assert consent_wordings.wordings_page(team.otto).versions == ()
    assert touchpoints.touchpoints(team.otto).items == ()
    assert figures.measures(team.otto) == ()
    assert unassigned.waiting_senders(team.otto) == ()
    assert figures.figures_of(team.otto, [world.participant]) == {}
    assert receipts.withdrawals(team.otto).items == ()
    assert exports.exports(team.otto).items == ()
    assert jobs.jobs(team.otto).items == ()
    assert workspaces.home_page(team.otto).is_empty


@pytest.mark.parametrize(
    "nonsense", ["", "ses_", "ses_0000000000000000000000", "../etc", "a\0b", "x" * 5_000, "ses_\u212a" * 9]
)
def test_an_address_that_is_none_finds_nothing(team: Team, nonsense: str) -> None:
    for page in (studies.study_page, sessions.session_page, transcripts.original, participants.participant_page):
        with pytest.raises(NotFound):
            page(team.rui, nonsense)


def test_a_deleted_thing_is_not_there(team: Team, world: World) -> None:
    studies.delete_study(team.rui, world.study)
    for deed in (*VIEWS.values(), *READS.values()):
        if deed in (READS["invitation of a participant"], READS["letter"], READS["whether to ask"]):
            continue
        if deed in (
            VIEWS["decision"],
            VIEWS["assumption"],
            READS["participant"],
            READS["consent"],
            READS["consent links"],
            READS["consent wording"],
            READS["receipt"],
            READS["receipt to take away"],
            VIEWS["template"],
            VIEWS["share"],
            READS["text of a share"],
            VIEWS["shares of a claim"],
            VIEWS["claim"],
            READS["company"],
            READS["consent links"],
            READS["consent wording"],
            VIEWS["template"],
            *KNOWN,
        ):
            continue
        with pytest.raises(NotFound):
            deed(team.rui, world)
