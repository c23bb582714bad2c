"""The workspace's own fields in forms, beside the built-in ones, and as facts on pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django import forms
from django.utils.translation import gettext as _

from firsthand.domain.people.own_fields import FieldKind, OwnField
from firsthand.services.own_fields import OwnValue
from firsthand.web.forms import PageForm
from firsthand.web.showing import day


class OwnFieldsForm(PageForm):
    """A form that also asks for the workspace's own fields."""

    def __init__(self, data: object, fields: Sequence[OwnField], initial: Mapping[str, object] | None = None) -> None:
        super().__init__(data, initial=dict(initial or {}))  # type: ignore[arg-type]
        self.own = tuple(field for field in fields if not field.is_retired)
        for field in self.own:
            self.fields[field.id] = _asked(field, str((initial or {}).get(field.id, "")))

    @property
    def own_bound(self) -> list[forms.BoundField]:
        """They as the template shows them."""
        return [self[field.id] for field in self.own]

    def own_values(self) -> dict[str, str]:
        """What was typed into them, by field."""
        return {field.id: str(self.cleaned_data.get(field.id, "")) for field in self.own}


def _asked(field: OwnField, value: str) -> forms.Field:
    """The form's field for one of them; a value that is no choice any more can be left as it is."""
    if field.kind is FieldKind.PASSAGE:
        return forms.CharField(label=field.label, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    if field.kind is FieldKind.CHOICE:
        choices = field.choices if not value or value in field.choices else (*field.choices, value)
        return forms.ChoiceField(label=field.label, required=False, choices=[("", "–"), *((c, c) for c in choices)])
    if field.kind is FieldKind.YES_NO:
        answers = [("", "–"), ("yes", _("yes")), ("no", _("no"))]
        return forms.ChoiceField(label=field.label, required=False, choices=answers)
    if field.kind is FieldKind.DATE:
        return forms.CharField(label=field.label, required=False, widget=forms.DateInput(attrs={"type": "date"}))
    mode = {"inputmode": "decimal"} if field.kind is FieldKind.NUMBER else {}
    return forms.CharField(label=field.label, required=False, max_length=400, widget=forms.TextInput(attrs=mode))


def own_facts(values: Sequence[OwnValue]) -> list[tuple[str, str]]:
    """Label and value of those that say something."""
    return [(one.field.label, _shown(one)) for one in values if one.value]


def _shown(one: OwnValue) -> str:
    if one.field.kind is FieldKind.DATE:
        return day(date.fromisoformat(one.value))
    if one.field.kind is FieldKind.YES_NO:
        return _("yes") if one.value == "yes" else _("no")
    return one.value
