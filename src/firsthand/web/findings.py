"""What a study found: its claims, how its hypotheses ended, and what was decided."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from firsthand.domain.errors import Invalid
from firsthand.domain.synthesis.decisions import Outcome
from firsthand.domain.synthesis.support import Side
from firsthand.services import hypothesis_outcomes as service
from firsthand.services.claims import claims
from firsthand.services.decisions import decisions
from firsthand.services.hypotheses import HypothesisRow
from firsthand.services.hypothesis_outcomes import HypothesisOutcome
from firsthand.services.slices import Cut
from firsthand.services.studies import study_page
from firsthand.web.badges import Badge
from firsthand.web.claims import claim_line
from firsthand.web.decisions import decision_view
from firsthand.web.toasts import say
from firsthand.web.who import actor, changer

SHOWN = 50


@dataclass(frozen=True, slots=True)
class OutcomeView:
    """One hypothesis with how it ended and by which claims."""

    row: HypothesisRow
    badge: Badge
    judged: HypothesisOutcome


@require_safe
def findings(request: HttpRequest, study_id: str) -> HttpResponse:
    """The findings of one study."""
    who = actor(request)
    study = study_page(who, study_id, Cut(limit=1))
    outcomes = service.outcomes_of(who, study_id)
    made = decisions(who, Cut(limit=SHOWN), study_id)
    context = {
        "study": study,
        "claims": [claim_line(row) for row in claims(who, Cut(limit=SHOWN), study_id).items],
        "hypotheses": [
            OutcomeView(row, _badge(outcomes[row.id].outcome), outcomes[row.id]) for row in study.hypotheses
        ],
        "decisions": [decision_view(row) for row in made.decisions.items],
        "closing_remark": made.closing_remark,
        "may_change": study.may_change,
    }
    return render(request, "findings/findings.html", context)


@require_POST
def judge(request: HttpRequest, study_id: str, hypothesis_id: str) -> HttpResponse:
    """Put a claim for or against a hypothesis, or take it away."""
    side = request.POST.get("side", "")
    if side not in {*Side, "none"}:
        raise Invalid(_("Say whether the claim speaks for or against the hypothesis. Nothing was changed."))
    chosen = None if side == "none" else Side(side)
    service.judge(changer(request), hypothesis_id, request.POST.get("claim", ""), chosen)
    say(request, _("Saved."))
    return redirect("findings", study_id)


def _outcome(row: HypothesisRow, judged: HypothesisOutcome) -> OutcomeView:
    return OutcomeView(row, _badge(judged.outcome), judged)


def _badge(outcome: Outcome) -> Badge:
    return {
        Outcome.SUPPORTED: Badge(_("supported"), "good"),
        Outcome.CONTRADICTED: Badge(_("contradicted"), "bad"),
        Outcome.MIXED: Badge(_("mixed"), "warn"),
        Outcome.UNTESTED: Badge(_("untested"), "open"),
    }[outcome]
