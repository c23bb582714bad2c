"""Forms as pages show them: a refusal of the service stands beside the field that it is about."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from django import forms

from firsthand.domain.errors import Conflict, Invalid

Given = TypeVar("Given")


class PageForm(forms.Form):
    """A form whose fields are checked by the service behind it."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def choose(self, name: str, choices: Iterable[tuple[str, str]]) -> None:
        """What can be chosen in one field."""
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = list(choices)

    def attempt(self, act: Callable[[], Given]) -> tuple[bool, Given | None]:
        """Do it; (False, None) where the service refused, with its words beside the field and the typed text kept."""
        try:
            return True, act()
        except (Invalid, Conflict) as error:
            name = self.name_of(error.where)
            self.add_error(name if name in self.fields else None, error.message)
            return False, None

    def name_of(self, where: str) -> str:
        """The field that a refusal is about: services name fields with spaces."""
        return where.replace(" ", "_")
