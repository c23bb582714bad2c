"""What a workspace asks of its members when they sign in, and how an owner ends a member's sign-ins."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from firsthand.services import factors, sign_ins
from firsthand.web.toasts import say
from firsthand.web.who import actor


@require_http_methods(["GET", "HEAD", "POST"])
def policy(request: HttpRequest) -> HttpResponse:
    """Whether everybody needs a second factor, and who has none yet; owners only."""
    who = actor(request)
    if request.method == "POST":
        is_wanted = request.POST.get("wanted") == "yes"
        factors.want_second_factor(who, is_wanted=is_wanted)
        say(request, _("From now on, everybody needs a second factor.") if is_wanted else _("It is up to them now."))
        return redirect("factor_policy")
    asked = factors.factor_policy(who)
    own = factors.factors_of(who.user_id).has_any
    return render(request, "workspace/factors.html", {"policy": asked, "has_own": own})


@require_POST
def end_sign_ins(request: HttpRequest, member_id: str) -> HttpResponse:
    """Sign a member out everywhere; owners only."""
    ended = sign_ins.end_sign_ins_of(actor(request), member_id)
    if ended:
        say(request, ngettext("Signed out in %d browser.", "Signed out in %d browsers.", ended) % ended)
    else:
        say(request, _("They were signed in nowhere."))
    return redirect("member", member_id)
