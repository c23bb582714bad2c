"""Who is who: the guess with its reasons, and the person's answer for every speaker."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from firsthand.domain.errors import Conflict, Invalid, NotFound
from firsthand.domain.interviews.transcripts import Role
from firsthand.services import speakers as service
from firsthand.services.participants import Person
from firsthand.services.sessions import SessionPage, session_page
from firsthand.services.speakers import RolesPage, SpeakerAnswer, SpeakerRow
from firsthand.web.rows import person_label, role_word
from firsthand.web.session_head import head
from firsthand.web.toasts import say
from firsthand.web.who import actor

SAMPLE = 160  # characters; the service cuts there


@dataclass(frozen=True, slots=True)
class SpeakerField:
    """One speaker on the page."""

    id: str
    name: str
    label: str
    turns: int
    words: int
    sample: str
    guess: str  # in words, "" where the file does not show it
    is_sure: bool
    reasons: tuple[str, ...]
    role: str  # what is chosen
    person: str  # the chosen participant's id
    newcomer: str  # a new participant's name
    wrong: str


@require_http_methods(["GET", "HEAD", "POST"])
def roles(request: HttpRequest, session_id: str) -> HttpResponse:
    """Ask, or settle."""
    who = actor(request)
    about = session_page(who, session_id)
    page = service.roles_page(who, _transcript(about))
    if request.method != "POST":
        return _asking(request, about, page)
    try:
        service.confirm_roles(who, page.transcript_id, _answers(request, page), _version(request))
    except (Invalid, Conflict) as refusal:
        return _asking(request, about, page, refusal)
    say(request, _("Now everybody has a role, and the participants can be quoted."))
    return redirect("reader", session_id)


def _transcript(about: SessionPage) -> str:
    if about.row.transcript is None:
        raise NotFound(_("This session has no transcript yet. Import one first."))
    if about.row.transcript.is_reading:
        raise Conflict(_("The file is still being read. Wait until it is done, then say who is who."))
    return about.row.transcript.id


def _version(request: HttpRequest) -> int | None:
    text = request.POST.get("version", "")
    return int(text) if text.isdecimal() else None


def _asking(
    request: HttpRequest, about: SessionPage, page: RolesPage, refusal: Invalid | Conflict | None = None
) -> HttpResponse:
    context = {
        "head": head(about, "roles"),
        "page": page,
        "speakers": [_field(request, row, page, refusal) for row in page.speakers],
        "roles": [(role.value, role_word(role)) for role in Role],
        "seated": [_choice(person) for person in page.seated],
        "others": [_choice(person) for person in page.others],
        "refusal": refusal.message if refusal else "",
        "session_id": about.row.id,
    }
    status = 200 if refusal is None else 409 if isinstance(refusal, Conflict) else 400
    return render(request, "roles/roles.html", context, status=status)


def _choice(person: Person) -> tuple[str, str]:
    return person.id, person_label(person)


def _field(request: HttpRequest, row: SpeakerRow, page: RolesPage, refusal: Invalid | Conflict | None) -> SpeakerField:
    guess = row.guess
    settled = row.role if row.role is not Role.UNKNOWN else guess.role
    chosen = request.POST.get(f"role-{row.id}", settled.value)
    return SpeakerField(
        id=row.id,
        name=guess.name,
        label=guess.name or _("Turns without a name"),
        turns=guess.turns,
        words=guess.words,
        sample=_whole_words(guess.sample),
        guess=role_word(guess.role) if guess.role is not Role.UNKNOWN else "",
        is_sure=guess.is_sure,
        reasons=guess.reasons,
        role=chosen,
        person=request.POST.get(f"person-{row.id}", row.participant_id or _likely(guess.name, page)),
        newcomer=request.POST.get(f"newcomer-{row.id}", guess.name),
        wrong=refusal.message if refusal and refusal.where == row.id else "",
    )


def _whole_words(sample: str) -> str:
    """A sample that was cut off, ended after a whole word."""
    return f"{sample.rsplit(' ', 1)[0]} …" if len(sample) >= SAMPLE else sample


def _likely(name: str, page: RolesPage) -> str:
    """The person known by exactly this name; nothing is guessed beyond that."""
    known = [person.id for person in (*page.seated, *page.others) if person.name.casefold() == name.casefold()]
    return known[0] if len(known) == 1 else ""


def _answers(request: HttpRequest, page: RolesPage) -> list[SpeakerAnswer]:
    return [_answer(request, row.id) for row in page.speakers]


def _answer(request: HttpRequest, speaker_id: str) -> SpeakerAnswer:
    role = request.POST.get(f"role-{speaker_id}", Role.UNKNOWN.value)
    person = request.POST.get(f"person-{speaker_id}", "")
    newcomer = request.POST.get(f"newcomer-{speaker_id}", "")
    known = Role(role) if role in set(Role) else Role.UNKNOWN
    return SpeakerAnswer(speaker_id, known, person or None, "" if person else newcomer)
