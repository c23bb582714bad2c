"""The forms about a study: what it is to find out, and who works on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy

from firsthand.domain.planning.studies import TeamRole
from firsthand.services.accounts import MemberRow
from firsthand.services.studies import StudyForm
from firsthand.services.team import TeamRow
from firsthand.services.templates import TemplateRow
from firsthand.web.forms import PageForm

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

SLOTS = ("product", "feature", "task")


def _date(label: _StrPromise) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, required=False)


class StudyFields(PageForm):
    """What a member can say about a study."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    research_question = forms.CharField(
        label=gettext_lazy("Research question"),
        help_text=gettext_lazy("The one thing this study is to find out, as a question."),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )
    decision = forms.CharField(
        label=gettext_lazy("The decision it informs"),
        help_text=gettext_lazy("What will be decided differently, depending on what you hear?"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )
    goals = forms.CharField(
        label=gettext_lazy("Goals"),
        help_text=gettext_lazy("One per line, and concrete: somebody should notice when a goal is reached."),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )
    starts_on = _date(gettext_lazy("From"))
    ends_on = _date(gettext_lazy("Until"))
    is_confidential = forms.BooleanField(label=gettext_lazy("Confidential"), required=False)
    template = forms.CharField(widget=forms.HiddenInput, required=False)

    def filled(self) -> StudyForm:
        """What was typed, as the service wants it."""
        data = self.cleaned_data
        return StudyForm(
            title=data["title"],
            research_question=data["research_question"],
            goals=tuple(data["goals"].splitlines()),
            decision=data["decision"],
            template=data["template"] or "blank",
            starts_on=data["starts_on"],
            ends_on=data["ends_on"],
            is_confidential=data.get("is_confidential"),
        )

    def allowed(self, may_close: bool) -> StudyFields:
        """Leave out what is not theirs to decide: it then stays as it is."""
        if not may_close:
            del self.fields["is_confidential"]
        return self


class NewStudyFields(StudyFields):
    """A new study: the template comes first, with the words that stand in its guide's empty places."""

    product = forms.CharField(
        label=gettext_lazy("Product"),
        help_text=gettext_lazy("Stands wherever the guide says [product]. You can fill it in later, too."),
        max_length=100,
        required=False,
    )
    feature = forms.CharField(label=gettext_lazy("Feature"), max_length=100, required=False)
    task = forms.CharField(
        label=gettext_lazy("Task"),
        help_text=gettext_lazy("What they do, in their words: “planning the week’s shifts”."),
        max_length=100,
        required=False,
    )

    def offer(self, rows: Sequence[TemplateRow]) -> NewStudyFields:
        """Give the templates to choose from."""
        choices = [(row.key, row.title) for row in rows]
        self.fields["template"] = forms.ChoiceField(choices=choices, required=False)
        return self

    def slots(self) -> dict[str, str]:
        """The words for the guide's empty places."""
        return {name: self.cleaned_data[name] for name in SLOTS}


class TeamFields(PageForm):
    """Who of the workspace asks, writes and listens; one field per member."""

    def offer(self, members: Sequence[MemberRow], team: Sequence[TeamRow]) -> TeamFields:
        """Give every member the roles that they may have."""
        for member in members:
            roles = [
                (role.value, label)
                for role, label in ROLES
                if role is TeamRole.OBSERVER or member.role.value != "viewer"
            ]
            self.fields[member.id] = forms.MultipleChoiceField(
                label=member.name or member.email,
                choices=roles,
                widget=forms.CheckboxSelectMultiple,
                required=False,
                initial=[row.role.value for row in team if row.member_id == member.id],
            )
        return self

    def filled(self) -> list[tuple[str, TeamRole]]:
        """(member, role) for every tick."""
        ticked = ((name, value) for name, value in self.cleaned_data.items() if name != "version")
        return [(name, TeamRole(role)) for name, roles in ticked for role in roles]


ROLES = (
    (TeamRole.FACILITATOR, gettext_lazy("asks (facilitator)")),
    (TeamRole.NOTE_TAKER, gettext_lazy("takes notes")),
    (TeamRole.OBSERVER, gettext_lazy("listens (observer)")),
)
