"""Planning over the API: teams, hypotheses, samples, templates, checklists and briefs."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router, Status

from firsthand.api.planning_shapes import HypothesisIn, SampleIn, StudyStateIn, TeamIn, TemplateIn, TickIn
from firsthand.api.problems import REFUSALS
from firsthand.api.requests import actor
from firsthand.api.shapes import Created, Undoable
from firsthand.services import briefs, hypotheses, preparation, samples, studies, team, templates

router = Router(tags=["planning"])


@router.post("/studies/{study_id}/state", response={204: None, **REFUSALS})
def move_study(request: HttpRequest, study_id: str, wanted: StudyStateIn) -> Status[None]:
    """Take a study to another state, also into the archive."""
    studies.move_study(actor(request), study_id, wanted.state)
    return Status(204, None)


@router.put("/studies/{study_id}/team", response={204: None, **REFUSALS})
def set_team(request: HttpRequest, study_id: str, wanted: TeamIn) -> Status[None]:
    """Say who asks, writes and observes in a study."""
    team.set_team(actor(request), study_id, [(one.member_id, one.role) for one in wanted.team])
    return Status(204, None)


@router.post("/studies/{study_id}/hypotheses", response={201: Created, **REFUSALS})
def add_hypothesis(request: HttpRequest, study_id: str, wanted: HypothesisIn) -> Status[dict[str, str]]:
    """Write down what you expect; after the first session it is marked late."""
    made = hypotheses.add_hypothesis(actor(request), study_id, wanted.statement, wanted.prediction)
    return Status(201, {"id": made})


@router.put("/hypotheses/{hypothesis_id}", response={204: None, **REFUSALS})
def edit_hypothesis(request: HttpRequest, hypothesis_id: str, wanted: HypothesisIn) -> Status[None]:
    """Reword a hypothesis while it is open."""
    hypotheses.edit_hypothesis(actor(request), hypothesis_id, wanted.statement, wanted.prediction, wanted.version)
    return Status(204, None)


@router.delete("/hypotheses/{hypothesis_id}", response={200: Undoable, **REFUSALS})
def delete_hypothesis(request: HttpRequest, hypothesis_id: str) -> dict[str, str]:
    """Take a hypothesis away while it is open."""
    return {"undo_id": hypotheses.delete_hypothesis(actor(request), hypothesis_id)}


@router.get("/studies/{study_id}/sample", response={200: samples.SamplePage, **REFUSALS})
def get_sample(request: HttpRequest, study_id: str) -> samples.SamplePage:
    """Whom the study wants to hear from, and how far it has come."""
    return samples.sample_page(actor(request), study_id)


@router.put("/studies/{study_id}/sample", response={204: None, **REFUSALS})
def set_sample(request: HttpRequest, study_id: str, wanted: SampleIn) -> Status[None]:
    """Plan whom to hear from."""
    samples.set_sample(actor(request), study_id, wanted.plan(), wanted.version)
    return Status(204, None)


@router.get("/templates", response={200: list[templates.TemplateRow], **REFUSALS})
def list_templates(request: HttpRequest) -> list[templates.TemplateRow]:
    """What a study can start from."""
    return list(templates.templates(actor(request)))


@router.post("/templates", response={201: Created, **REFUSALS})
def save_as_template(request: HttpRequest, wanted: TemplateIn) -> Status[dict[str, str]]:
    """Keep a study's goals, sample and guide as a template."""
    made = templates.save_as_template(actor(request), wanted.study_id, wanted.title, wanted.guide_id or None)
    return Status(201, {"id": made})


@router.delete("/templates/{template_id}", response={200: Undoable, **REFUSALS})
def delete_template(request: HttpRequest, template_id: str) -> dict[str, str]:
    """Take a template of your own away."""
    return {"undo_id": templates.delete_template(actor(request), template_id)}


@router.get("/studies/{study_id}/preparation", response={200: preparation.PreparationPage, **REFUSALS})
def get_study_preparation(request: HttpRequest, study_id: str) -> preparation.PreparationPage:
    """What of the study is ready."""
    return preparation.study_preparation(actor(request), study_id)


@router.post("/studies/{study_id}/preparation", response={204: None, **REFUSALS})
def tick_study(request: HttpRequest, study_id: str, wanted: TickIn) -> Status[None]:
    """Tick a line of the study's checklist, or take the tick back."""
    preparation.tick_study(actor(request), study_id, wanted.key, is_done=wanted.is_done)
    return Status(204, None)


@router.get("/sessions/{session_id}/preparation", response={200: preparation.PreparationPage, **REFUSALS})
def get_session_preparation(request: HttpRequest, session_id: str) -> preparation.PreparationPage:
    """What of the session is ready."""
    return preparation.session_preparation(actor(request), session_id)


@router.post("/sessions/{session_id}/preparation", response={204: None, **REFUSALS})
def tick_session(request: HttpRequest, session_id: str, wanted: TickIn) -> Status[None]:
    """Tick a line of the session's checklist, or take the tick back."""
    preparation.tick_session(actor(request), session_id, wanted.key, is_done=wanted.is_done)
    return Status(204, None)


@router.get("/sessions/{session_id}/brief", response={200: briefs.BriefPage, **REFUSALS})
def get_brief(request: HttpRequest, session_id: str) -> briefs.BriefPage:
    """What facilitator and note-taker read before the session."""
    return briefs.brief_page(actor(request), session_id)
