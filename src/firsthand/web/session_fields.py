"""The form about a session: who comes, when and where, who asks and who writes."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from firsthand.domain.people.actors import Actor
from firsthand.domain.planning.studies import TeamRole
from firsthand.services import studies as study_service
from firsthand.services.accounts import members
from firsthand.services.guides import guides
from firsthand.services.participants import participants
from firsthand.services.scheduling import USUAL_MINUTES
from firsthand.services.sessions import SessionForm, SessionPage
from firsthand.services.slices import Cut
from firsthand.web.forms import PageForm
from firsthand.web.rows import person_label

CHOICES = 200  # people and studies offered in a form
FOR_CHOICES = (("facilitator_id", False), ("note_taker_id", False), ("observer_ids", True))  # may a viewer do it?


class SessionFields(PageForm):
    """What a member can say about a session."""

    title = forms.CharField(
        label=gettext_lazy("Title"), help_text=gettext_lazy("Who it is with, in a word or two."), max_length=200
    )
    participant_ids = forms.MultipleChoiceField(
        label=gettext_lazy("Participants"), required=False, widget=forms.CheckboxSelectMultiple
    )
    interview_date = forms.DateField(
        label=gettext_lazy("Date"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    starts_at = forms.TimeField(
        label=gettext_lazy("Time"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"), required=False
    )
    minutes = forms.IntegerField(label=gettext_lazy("Minutes"), required=False)
    zone = forms.CharField(
        label=gettext_lazy("Time zone"),
        help_text=gettext_lazy("The one that the time above is meant in. Left empty, it is UTC."),
        widget=forms.TextInput(attrs={"list": "zones", "data-guess-zone": "", "autocomplete": "off"}),
        required=False,
    )
    location = forms.CharField(
        label=gettext_lazy("Place or link"),
        help_text=gettext_lazy("A room, or the address of the call."),
        max_length=500,
        required=False,
    )
    study_id = forms.ChoiceField(label=gettext_lazy("Study"), required=False)
    guide_id = forms.ChoiceField(label=gettext_lazy("Discussion guide"), required=False)
    facilitator_id = forms.ChoiceField(label=gettext_lazy("Asks (facilitator)"), required=False)
    note_taker_id = forms.ChoiceField(
        label=gettext_lazy("Takes notes"),
        help_text=gettext_lazy("Somebody else: who writes does not listen."),
        required=False,
    )
    observer_ids = forms.MultipleChoiceField(
        label=gettext_lazy("Listen in (observers)"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def offer(self, who: Actor) -> SessionFields:
        """Fill in the studies, guides, people and members of the workspace."""
        all_studies = study_service.studies(who, Cut(limit=CHOICES)).items
        people = participants(who, Cut(limit=CHOICES)).items
        self._give("participant_ids", [(person.id, person_label(person)) for person in people])
        self._give("study_id", [("", _("None")), *((study.id, study.title) for study in all_studies)])
        self._give("guide_id", [("", _("None")), *((guide.id, guide.title) for guide in guides(who))])
        team = members(who)
        for name, is_for_viewers in FOR_CHOICES:
            some = [(m.id, m.name or m.email) for m in team if is_for_viewers or m.role.value != "viewer"]
            self._give(name, some if name == "observer_ids" else [("", _("Nobody yet")), *some])
        return self

    def _give(self, name: str, choices: list[tuple[str, str]]) -> None:
        """Offer these; what was chosen before stays a choice, also when its list has grown too long to show it."""
        field = self.fields[name]
        known = {value for value, _label in choices}
        chosen = self.initial.get(name) or []
        kept = [(value, _("as before")) for value in ([chosen] if isinstance(chosen, str) else chosen)]
        if isinstance(field, forms.ChoiceField):
            field.choices = [*choices, *(one for one in kept if one[0] and one[0] not in known)]

    def filled(self) -> SessionForm:
        """What was typed, as the service wants it."""
        data = self.cleaned_data
        begins = data["starts_at"]
        return SessionForm(
            title=data["title"],
            interview_date=data["interview_date"],
            study_id=data["study_id"] or None,
            guide_id=data["guide_id"] or None,
            participant_ids=tuple(data["participant_ids"]),
            zone=data["zone"] or "UTC",
            starts_at=datetime.combine(data["interview_date"], begins) if begins else None,
            minutes=USUAL_MINUTES if data["minutes"] is None else data["minutes"],
            location=data["location"],
            facilitator_id=data["facilitator_id"] or None,
            note_taker_id=data["note_taker_id"] or None,
            observer_ids=tuple(data["observer_ids"]),
        )


def initial_new(who: Actor, study_id: str) -> dict[str, object]:
    """What a new session starts with: the study's newest guide and its team."""
    initial: dict[str, object] = {
        "interview_date": timezone.localdate(),
        "minutes": USUAL_MINUTES,
        "facilitator_id": who.member_id or "",
        "study_id": study_id,
    }
    return {**initial, **_of_study(who, study_id)} if study_id else initial


def _of_study(who: Actor, study_id: str) -> dict[str, object]:
    study = study_service.study_page(who, study_id, Cut(limit=1))
    asks = [row.member_id for row in study.team if row.role is TeamRole.FACILITATOR]
    writes = [row.member_id for row in study.team if row.role is TeamRole.NOTE_TAKER]
    facilitator = (who.member_id if not asks or who.member_id in asks else asks[0]) or ""
    longest = study.template.minutes_range
    return {
        "guide_id": study.guides[-1].id if study.guides else "",
        "facilitator_id": facilitator,
        "note_taker_id": next((one for one in writes if one != facilitator), ""),
        "observer_ids": [row.member_id for row in study.team if row.role is TeamRole.OBSERVER],
        "minutes": longest[1] if longest else USUAL_MINUTES,
    }


def initial_of(page: SessionPage) -> dict[str, object]:
    """A session as the form shows it, in the session's own zone."""
    row = page.row
    return {
        "title": row.title,
        "interview_date": row.interview_date,
        "starts_at": row.starts_at.astimezone(ZoneInfo(page.zone)).time() if row.starts_at else None,
        "minutes": row.minutes,
        "zone": page.zone,
        "location": page.location,
        "study_id": row.study_id or "",
        "guide_id": page.guide_id or "",
        "participant_ids": [person.id for person in row.people],
        "facilitator_id": page.facilitator.id if page.facilitator else "",
        "note_taker_id": page.note_taker.id if page.note_taker else "",
        "observer_ids": [one.id for one in page.observers],
        "version": page.version,
    }
