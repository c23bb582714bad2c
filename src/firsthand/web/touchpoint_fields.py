"""The forms about touchpoints and figures."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from firsthand.domain.people.touchpoints import TEXT_LIMIT, TouchpointKind
from firsthand.services.figures import FigureForm
from firsthand.services.touchpoints import TouchpointForm
from firsthand.web.forms import PageForm
from firsthand.web.timeline_lines import kind_word

PERSON, COMPANY = "person", "company"


class TouchpointFields(PageForm):
    """What a member can write about a touchpoint."""

    kind = forms.ChoiceField(label=gettext_lazy("What it was"))
    label = forms.CharField(
        label=gettext_lazy("Your own word for it"),
        help_text=gettext_lazy("For “Other”: such as “user day” or “phone call”."),
        max_length=60,
        required=False,
    )
    about = forms.ChoiceField(label=gettext_lazy("About"), widget=forms.RadioSelect, required=False)
    day = forms.DateField(
        label=gettext_lazy("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), required=False
    )
    clock = forms.TimeField(
        label=gettext_lazy("Time"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"), required=False
    )
    title = forms.CharField(label=gettext_lazy("Title"), max_length=300, required=False)
    text = forms.CharField(
        label=gettext_lazy("What was said or written"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=TEXT_LIMIT,
        required=False,
    )
    score = forms.FloatField(
        label=gettext_lazy("Score"),
        help_text=gettext_lazy("NPS: 0 to 10. Satisfaction: 1 to 5, or say below out of how many."),
        required=False,
    )
    score_best = forms.IntegerField(label=gettext_lazy("Out of"), min_value=1, max_value=1_000, required=False)
    link = forms.CharField(
        label=gettext_lazy("Link"),
        help_text=gettext_lazy("Where it stands in the other tool; begins with https://."),
        max_length=500,
        required=False,
    )
    author = forms.CharField(label=gettext_lazy("Who wrote it down"), max_length=200, required=False)

    def offer(self, person: str, company: str, zone: str) -> TouchpointFields:
        """Fill in what can be chosen; a name is "" where there is no such side to it."""
        self._choose("kind", [(kind.value, kind_word(kind)) for kind in TouchpointKind])
        sides = [(PERSON, person), (COMPANY, _("%s as a whole") % company)]
        both = [side for side, name in zip(sides, (person, company), strict=True) if name]
        self._choose("about", both)
        if len(both) < 2:
            del self.fields["about"]
        self.fields["clock"].help_text = _("On the clocks in %s.") % zone
        return self

    def filled(self, participant_id: str | None, company_id: str | None) -> TouchpointForm:
        """What was typed, as the service wants it."""
        data = dict(self.cleaned_data)
        about = data.pop("about", "") or (PERSON if participant_id else COMPANY)
        day, clock = data.pop("day"), data.pop("clock")
        data.pop("version", None)
        is_about_person = about == PERSON and participant_id is not None
        return TouchpointForm(
            **{**data, "kind": TouchpointKind(data["kind"])},
            participant_id=participant_id if is_about_person else None,
            company_id=company_id,
            happened_at=datetime.combine(day, clock) if day and clock else None,
            day=day,
        )

    def clean(self) -> dict[str, object]:
        """A time needs its day."""
        data = super().clean() or {}
        if data.get("clock") and not data.get("day"):
            self.add_error("day", _("Of which day? The time alone is not enough."))
        return data

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices


class FigureFields(PageForm):
    """One number to write down."""

    measure = forms.CharField(
        label=gettext_lazy("Measure"), max_length=80, widget=forms.TextInput(attrs={"list": "measures"})
    )
    value = forms.FloatField(label=gettext_lazy("Value"))
    unit = forms.CharField(label=gettext_lazy("Unit"), max_length=30, required=False)
    day = forms.DateField(
        label=gettext_lazy("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), required=False
    )
    ends_on = forms.DateField(
        label=gettext_lazy("Until"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), required=False
    )

    def filled(self, participant_id: str | None, company_id: str | None) -> FigureForm:
        """What was typed, as the service wants it."""
        data = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return FigureForm(**data, participant_id=participant_id, company_id=company_id)
