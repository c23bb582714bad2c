"""The forms about consent: an answer as a member writes it down, and a private link."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from firsthand.domain.people.actors import Actor
from firsthand.domain.people.consent import How, Scope
from firsthand.domain.people.consent_wordings import LANGUAGES, spoken_language
from firsthand.formats.times import seconds
from firsthand.services.consent_history import ConsentPage
from firsthand.services.consent_scans import SCAN_LIMIT, ScanFile
from firsthand.services.consent_wordings import wordings_page
from firsthand.services.consents import Proof
from firsthand.services.participants import participant_page
from firsthand.services.sessions import sessions
from firsthand.services.slices import Cut
from firsthand.web.forms import PageForm
from firsthand.web.scopes import scope_words
from firsthand.web.showing import day

CHOICES = 200  # of the newest sessions
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
NOON = time(12, tzinfo=UTC)


class ConsentFields(PageForm):
    """One answer of one participant: yes, no or not asked for each thing, and what shows it."""

    how = forms.ChoiceField(
        label=gettext_lazy("How they said so"),
        widget=forms.RadioSelect,
        choices=[
            (How.EMAIL.value, gettext_lazy("by e-mail")),
            (How.SPOKEN.value, gettext_lazy("spoken, in the call")),
            (How.PAPER.value, gettext_lazy("on paper")),
            (How.FORM.value, gettext_lazy("with a form of ours")),
        ],
    )
    given_on = forms.DateField(label=gettext_lazy("When"), widget=DAY, required=False)
    expires_on = forms.DateField(
        label=gettext_lazy("Until"),
        help_text=gettext_lazy("The last day on which it counts; empty if they named none."),
        widget=DAY,
        required=False,
    )
    session = forms.ChoiceField(label=gettext_lazy("In which conversation"), required=False)
    spoken_at = forms.CharField(
        label=gettext_lazy("Spoken at"),
        help_text=gettext_lazy("Minutes and seconds into the recording, such as 1:40."),
        required=False,
        max_length=12,
        widget=forms.TextInput(attrs={"placeholder": "1:40", "inputmode": "numeric"}),
    )
    scan = forms.FileField(
        label=gettext_lazy("Scan of the paper"),
        help_text=gettext_lazy("PDF, PNG or JPEG, 10 MB at most."),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg"}),
    )
    wording = forms.ChoiceField(
        label=gettext_lazy("The words they were asked with"),
        help_text=gettext_lazy("Only if it was one of your wordings; a free conversation has none."),
        required=False,
    )
    note = forms.CharField(
        label=gettext_lazy("Note"), required=False, max_length=2_000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def offer(self, who: Actor, page: ConsentPage) -> ConsentFields:
        """Offer what can be agreed to, their conversations, and the wordings."""
        answers = [("yes", _("yes")), ("no", _("no")), ("", _("not asked"))]
        asked = {
            scope.value: forms.ChoiceField(
                label=scope_words(scope), choices=answers, required=False, widget=forms.RadioSelect, initial=""
            )
            for scope in Scope
        }
        self.fields = {**asked, **self.fields}
        _choose(self, "session", _sessions_with(who, page.participant_id))
        rows = wordings_page(who).versions
        _choose(self, "wording", [(row.id or "", f"{row.title} ({row.label})") for row in rows])
        return self

    def name_of(self, where: str) -> str:
        """The field that a refusal is about."""
        return {"spoken_seconds": "spoken_at", "expires_at": "expires_on", "given_at": "given_on"}.get(where, where)

    def clean_spoken_at(self) -> float | None:
        """The place as seconds."""
        text = self.cleaned_data["spoken_at"].strip()
        if not text:
            return None
        place = seconds(text)
        if place is None:
            raise forms.ValidationError(_("Write it as minutes and seconds, such as 1:40."))
        return place

    def clean_scan(self) -> object:
        """Refuse what is too large before it is read."""
        file = self.cleaned_data["scan"]
        if file and file.size > SCAN_LIMIT:
            raise forms.ValidationError(_("A scan can have 10 MB at most; scan it smaller."))
        return file

    def filled(self) -> dict[str, Any]:
        """What was chosen, as the service wants it."""
        data = self.cleaned_data
        file, last = data["scan"], data["expires_on"]
        return {
            "scopes": [scope for scope in Scope if data[scope.value] == "yes"],
            "refused": [scope for scope in Scope if data[scope.value] == "no"],
            "how": How(data["how"]),
            "given_at": _given(data["given_on"]),
            "expires_at": datetime.combine(last, time(), UTC) + timedelta(days=1) if last else None,
            "proof": Proof(
                data["wording"],
                data["session"],
                data["spoken_at"],
                ScanFile(file.name, file.read()) if file else None,
                data["note"],
            ),
        }


class LinkFields(PageForm):
    """What a private link is for."""

    study = forms.ChoiceField(
        label=gettext_lazy("For which study"),
        help_text=gettext_lazy("They see its title."),
        required=False,
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=list(LANGUAGES.items()))
    days = forms.IntegerField(
        label=gettext_lazy("Days to answer"),
        help_text=gettext_lazy("After that an unanswered link is closed. Who has answered can always come back."),
        min_value=1,
        max_value=365,
        initial=30,
    )

    def offer(self, studies: list[tuple[str, str]], language: str) -> LinkFields:
        """Offer the studies, and the language they speak first."""
        _choose(self, "study", studies)
        self.fields["language"].initial = spoken_language(language)
        return self


def _choose(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = [("", "–"), *choices]


def _sessions_with(who: Actor, participant_id: str) -> list[tuple[str, str]]:
    theirs = set(participant_page(who, participant_id).session_ids)
    rows = sessions(who, Cut(limit=CHOICES)).items if theirs else ()
    return [(row.id, f"{row.title}, {day(row.interview_date)}") for row in rows if row.id in theirs]


def _given(on: date | None) -> datetime | None:
    """Today is now, so that of two answers on one day the later one counts."""
    return None if on is None or on == timezone.now().date() else datetime.combine(on, NOON)
