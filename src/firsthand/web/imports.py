"""Importing: choose files, look at what was recognised, answer one question, keep."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from firsthand.domain.errors import Invalid, Refusal
from firsthand.domain.people.actors import Actor
from firsthand.domain.people.consent import GIVING, How
from firsthand.services import imports as service
from firsthand.services.imports import FilePreview, Imported, ImportForm, UploadedFile
from firsthand.services.sessions import session_page
from firsthand.services.slices import Cut
from firsthand.services.studies import studies
from firsthand.services.uploads import forget_uploads, waiting_upload
from firsthand.web.rows import role_word
from firsthand.web.showing import day, length
from firsthand.web.toasts import say
from firsthand.web.who import changer

SURE = 0.8
FAIRLY = 0.5


@dataclass(frozen=True, slots=True)
class Recognised:
    """One file as the preview shows it."""

    file: FilePreview
    number: int
    title: str
    certainty: str
    length: str
    imported_on: str
    speakers: tuple[tuple[str, str, int], ...]  # name, who that seems to be, turns


@dataclass(frozen=True, slots=True)
class Answer:
    """What the person said about one of the files."""

    upload: str
    name: str
    title: str
    interview_date: date | None
    even_if_duplicate: bool


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """Choose files or paste text; then see what they are; then keep them."""
    who = changer(request)
    if request.method != "POST":
        return _choosing(request, who)
    if request.POST.get("step") == "keep":
        return _keeping(request, who)
    if request.POST.get("step") == "forget":
        return _forgetting(request, who)
    files = list(_given(request))
    if not files:
        return _choosing(
            request, who, _("Nothing was chosen. Drop a file, choose one, or paste the text of a transcript.")
        )
    return _looking(request, who, files)


def _choosing(request: HttpRequest, who: Actor, problem: str = "") -> HttpResponse:
    context = {"problem": problem, **_where(request, who)}
    return render(request, "imports/choose.html", context, status=400 if problem else 200)


def _where(request: HttpRequest, who: Actor) -> dict[str, object]:
    """The session or study that the files are for, kept from step to step."""
    data = request.POST if request.method == "POST" else request.GET
    session_id, study_id = data.get("session", ""), data.get("study", "")
    return {
        "session_id": session_id,
        "study_id": study_id,
        "session": session_page(who, session_id).row if session_id else None,
        "studies": studies(who, Cut(limit=200)).items,
    }


def _given(request: HttpRequest) -> Iterable[UploadedFile]:
    for file in request.FILES.getlist("files"):
        yield UploadedFile(file.name or "transcript", file.read())
    pasted = request.POST.get("pasted", "")
    if pasted.strip():
        yield UploadedFile(_("Pasted text") + ".txt", pasted.encode())


def _looking(request: HttpRequest, who: Actor, files: list[UploadedFile]) -> HttpResponse:
    found = service.preview(who, files, _format(request))
    return _preview_page(request, who, found)


def _format(request: HttpRequest) -> str:
    """The layout that a person named, where recognising it failed or was wrong; else empty."""
    return str(request.POST.get("format", ""))


def _preview_page(request: HttpRequest, who: Actor, found: Iterable[FilePreview], problem: str = "") -> HttpResponse:
    recognised = [_recognised(file, number) for number, file in enumerate(found)]
    context = {
        "files": recognised,
        "any_usable": any(not one.file.refusal for one in recognised),
        "ways": [(how.value, *how_words(how)) for how in GIVING],
        "how_agreed": request.POST.get("how_agreed", ""),
        "format": _format(request),
        "today": timezone.localdate().isoformat(),
        "problem": problem,
        **_where(request, who),
    }
    return render(request, "imports/preview.html", context, status=400 if problem else 200)


def _recognised(file: FilePreview, number: int) -> Recognised:
    return Recognised(
        file=file,
        number=number,
        title=file.title or file.name.rsplit(".", 1)[0],
        certainty=_certainty(file.confidence),
        length=length(file.duration) if file.duration else "",
        imported_on=day(file.duplicate.imported_at.date()) if file.duplicate else "",
        speakers=tuple((s.name or _("no name"), role_word(s.role), s.turns) for s in file.speakers),
    )


def _certainty(confidence: float) -> str:
    if confidence >= SURE:
        return _("certain")
    return _("fairly certain") if confidence >= FAIRLY else _("a guess")


def how_words(how: How) -> tuple[str, str]:
    """A way of agreeing, and what it means."""
    return {
        How.SPOKEN: (_("Spoken"), _("At the start of the call or recording")),
        How.EMAIL: (_("By e-mail"), _("In an answer to the invitation")),
        How.FORM: (_("By a form"), _("Online, with a tick and a name")),
        How.PAPER: (_("On paper"), _("Signed")),
    }[How(how)]


def _keeping(request: HttpRequest, who: Actor) -> HttpResponse:
    answers = [_answer(request, number) for number in request.POST.getlist("file")]
    if not answers:
        return _choosing(request, who, _("No file was ticked, so nothing was imported. Choose again."))
    try:
        kept = [_keep(request, who, answer) for answer in answers]
    except Invalid as refusal:
        return _again(request, who, answers, refusal)
    if len(kept) == 1:
        return _after_one(request, kept[0])
    say(request, ngettext("%d transcript is in.", "%d transcripts are in.", len(kept)) % len(kept))
    study_id = request.POST.get("study", "")
    return redirect("study", study_id) if study_id else redirect("sessions")


def _forgetting(request: HttpRequest, who: Actor) -> HttpResponse:
    """Let the previewed files go at once and start over."""
    waiting = [str(request.POST[name]) for name in request.POST if name.startswith("upload-")]
    forget_uploads(who, waiting)
    session_id = request.POST.get("session", "")
    return redirect(reverse("import") + (f"?{urlencode({'session': session_id})}" if session_id else ""))


def _again(request: HttpRequest, who: Actor, answers: list[Answer], refusal: Refusal) -> HttpResponse:
    """The preview once more with what is wrong; the files are still waiting, so nobody has to drop them again."""
    files = [waiting_upload(who, answer.upload, answer.name) for answer in answers]
    return _preview_page(request, who, service.preview(who, files, _format(request)), refusal.message)


def _answer(request: HttpRequest, number: str) -> Answer:
    data = request.POST
    return Answer(
        upload=data.get(f"upload-{number}", ""),
        name=data.get(f"name-{number}", "transcript"),
        title=data.get(f"title-{number}", ""),
        interview_date=_date(data.get(f"date-{number}", "")),
        even_if_duplicate=data.get(f"twice-{number}") == "yes",
    )


def _date(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        raise Invalid(_("“%s” is no date. Nothing was imported; write it as 2026-11-23.") % text) from None


def _keep(request: HttpRequest, who: Actor, answer: Answer) -> Imported:
    form = ImportForm(
        how_agreed=request.POST.get("how_agreed", ""),
        session_id=request.POST.get("session") or None,
        study_id=request.POST.get("study") or None,
        title=answer.title,
        interview_date=answer.interview_date,
        format=_format(request),
        even_if_duplicate=answer.even_if_duplicate,
        of_record=request.POST.get("of_record") == "yes",
    )
    return service.import_transcript(who, waiting_upload(who, answer.upload, answer.name), form)


def _after_one(request: HttpRequest, imported: Imported) -> HttpResponse:
    if imported.job_id:
        return redirect(f"{reverse('job', args=[imported.job_id])}?session={imported.session_id}")
    say(request, _("The transcript is in. Now say who is who."))
    return redirect("roles", imported.session_id)
