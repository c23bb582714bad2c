"""The form of an invitation's draft."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy

from firsthand.domain.people.invitations import MOST_TIMES
from firsthand.services.invitations import InvitationForm, InvitationPage
from firsthand.services.scheduling import moment_in, require_zone
from firsthand.web.forms import PageForm

WRITTEN = "%Y-%m-%dT%H:%M"
TIME_NAMES = tuple(f"time_{number}" for number in range(1, MOST_TIMES + 1))


def _time(number: int) -> forms.DateTimeField:
    label = gettext_lazy("Time") if number == 1 else gettext_lazy("or")
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=WRITTEN)
    return forms.DateTimeField(label=label, required=False, widget=widget, input_formats=[WRITTEN, f"{WRITTEN}:%S"])


class InvitationFields(PageForm):
    """What a member can change before a letter goes out."""

    to_address = forms.CharField(label=gettext_lazy("Their e-mail address"), required=False, max_length=254)
    subject = forms.CharField(label=gettext_lazy("Subject"), max_length=200)
    text = forms.CharField(
        label=gettext_lazy("Letter"),
        help_text=gettext_lazy(
            "Change whatever you like. {times} and {consent link} are filled in when it is looked over and sent; "
            "what you delete is left out."
        ),
        widget=forms.Textarea(attrs={"rows": 18}),
    )
    zone = forms.CharField(
        label=gettext_lazy("Time zone"),
        help_text=gettext_lazy("The one in which the times are meant and told: theirs, if you know it."),
        widget=forms.TextInput(attrs={"list": "zones", "autocomplete": "off"}),
        required=False,
    )
    minutes = forms.IntegerField(label=gettext_lazy("Minutes"))
    location = forms.CharField(
        label=gettext_lazy("Place or link"),
        help_text=gettext_lazy("For the calendar entry that goes with a single time."),
        required=False,
        max_length=500,
    )

    @property
    def times(self) -> list[forms.BoundField]:
        """The fields of the proposed times."""
        return [self[name] for name in TIME_NAMES]

    def filled(self) -> InvitationForm:
        """What was typed, as the service wants it. Raises Invalid for a zone or a time that is none."""
        data = self.cleaned_data
        zone = require_zone(data["zone"])
        typed: list[datetime] = [data[name].replace(tzinfo=None) for name in TIME_NAMES if data[name]]
        times = tuple(moment_in(moment, zone) for moment in typed)
        return InvitationForm(
            data["to_address"], data["subject"], data["text"], times, zone, data["minutes"], data["location"]
        )


for _number, _name in enumerate(TIME_NAMES, 1):
    InvitationFields.base_fields[_name] = _time(_number)


def initial_of(page: InvitationPage) -> dict[str, object]:
    """A draft as the form shows it, its times as the clocks in its zone show them."""
    form = page.form
    kept = {name: getattr(form, name) for name in ("to_address", "subject", "text", "zone", "minutes", "location")}
    return {**kept, **_times(form.times, form.zone), "version": page.version}


def _times(times: Sequence[datetime], zone: str) -> dict[str, object]:
    local = [moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None) for moment in times]
    return dict(zip(TIME_NAMES, local, strict=False))
