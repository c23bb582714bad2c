"""States, roles and standings of a plan as words and marks."""

from __future__ import annotations

from django.utils.translation import gettext as _

from firsthand.domain.planning.reviews import ReviewState
from firsthand.domain.planning.studies import Standing, StudyState, TeamRole
from firsthand.services.guide_reviews import ReviewRow
from firsthand.web.badges import Badge


def study_state(state: StudyState) -> str:
    """How far a study has come, as a word."""
    return {
        StudyState.PLANNING: _("planning"),
        StudyState.FIELDWORK: _("fieldwork"),
        StudyState.SYNTHESIS: _("synthesis"),
        StudyState.CLOSED: _("closed"),
        StudyState.ARCHIVED: _("archived"),
    }[StudyState(state)]


def study_step(current: StudyState, wanted: StudyState) -> str:
    """The step from one state to another, as the words on a button."""
    if current is StudyState.ARCHIVED:
        return _("Take it out of the archive: %s") % study_state(wanted)
    return {
        StudyState.PLANNING: _("Back to planning"),
        StudyState.FIELDWORK: _("Start fieldwork") if current is StudyState.PLANNING else _("Back to fieldwork"),
        StudyState.SYNTHESIS: _("Start synthesis") if current is StudyState.FIELDWORK else _("Open it again"),
        StudyState.CLOSED: _("Close it"),
        StudyState.ARCHIVED: _("Archive"),
    }[StudyState(wanted)]


def team_role(role: TeamRole) -> str:
    """What a member does in a study, as a word."""
    return {
        TeamRole.FACILITATOR: _("facilitator"),
        TeamRole.NOTE_TAKER: _("note-taker"),
        TeamRole.OBSERVER: _("observer"),
    }[TeamRole(role)]


def review_badge(review: ReviewRow | None) -> Badge | None:
    """Where the review of a guide stands; the same wherever the guide is used."""
    if review is None:
        return None
    who = review.reviewer
    return {
        ReviewState.NONE: Badge(_("not reviewed"), "open", _("Nobody was asked to review it.")),
        ReviewState.ASKED: Badge(_("review asked"), "open", _("%s was asked.") % who),
        ReviewState.CHANGES_WANTED: Badge(_("changes wanted"), "warn", _("%s wants changes.") % who),
        ReviewState.APPROVED: Badge(_("approved"), "good", _("Approved by %s.") % who),
        ReviewState.CHANGED_SINCE: Badge(
            _("changed since approval"), "warn", _("%s approved an earlier version.") % who
        ),
    }[ReviewState(review.state)]


def standing_badge(standing: Standing) -> Badge | None:
    """Whether a hypothesis may still change, or came too late to be a prediction."""
    return {
        Standing.OPEN: None,
        Standing.LOCKED: Badge(_("locked"), "good", _("Written before the first session, and kept as it was.")),
        Standing.LATE: Badge(_("late"), "warn", _("Written after the first session: no prediction any more.")),
    }[Standing(standing)]
