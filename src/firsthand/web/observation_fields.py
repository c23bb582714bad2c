"""The form that writes an observation: what it says, what it rests on, and what of it is interpretation."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from firsthand.domain.evidence.observations import ObservationKind
from firsthand.domain.people.actors import Actor
from firsthand.domain.synthesis.mentions import Measure
from firsthand.services.notes import NoteRow, notes
from firsthand.services.observations import CountForm, ObservationForm
from firsthand.services.quotes import QuoteFilter, QuoteRow, quote_rows, quotes
from firsthand.services.slices import LIMITS, Cut
from firsthand.web.forms import PageForm
from firsthand.web.showing import moment

KINDS: dict[ObservationKind, object] = {
    ObservationKind.SAID: gettext_lazy("Said: what they told us"),
    ObservationKind.DID: gettext_lazy("Did: what they do or did"),
    ObservationKind.SHOWED: gettext_lazy("Showed: what we saw on their desk or screen"),
    ObservationKind.COUNTED: gettext_lazy("Counted: how often, by how many, how long; computed"),
    ObservationKind.NOT_MENTIONED: gettext_lazy("Not mentioned until asked; computed"),
}
MEASURES: dict[Measure, object] = {
    Measure.PEOPLE: gettext_lazy("how many people used one of the words"),
    Measure.MENTIONS: gettext_lazy("how often participants used one of them"),
    Measure.MINUTES: gettext_lazy("how long the turns are that use one"),
    Measure.FIRST: gettext_lazy("when one was first used"),
    Measure.UNASKED: gettext_lazy("whether nobody used one before we did"),
}


class ObservationFields(PageForm):
    """What a member can write about an observation."""

    kind = forms.ChoiceField(label=gettext_lazy("What sort of thing it is"), widget=forms.RadioSelect)
    text = forms.CharField(
        label=gettext_lazy("What was said, done or shown"),
        help_text=gettext_lazy(
            "Only what anybody in the room would have seen or heard. What it may mean has its own place."
        ),
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 2_000}),
    )
    quotes = forms.MultipleChoiceField(
        label=gettext_lazy("Quotes it rests on"), widget=forms.CheckboxSelectMultiple, required=False
    )
    notes = forms.MultipleChoiceField(
        label=gettext_lazy("Notes it rests on"), widget=forms.CheckboxSelectMultiple, required=False
    )
    measure = forms.ChoiceField(label=gettext_lazy("What is counted"), required=False)
    terms = forms.CharField(
        label=gettext_lazy("Words that are counted"),
        help_text=gettext_lazy("One per line. A star stands for any ending: block*"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )

    def offer(self, who: Actor, place: tuple[str, str], kept: ObservationForm | None = None) -> ObservationFields:
        """Name what can be cited: everything of a session, or of a study (`place`: study, session)."""
        study_id, session_id = place
        known = quotes(who, QuoteFilter(study_id=study_id, session_id=session_id), Cut(limit=LIMITS[-1])).items
        cited = quote_rows(who, kept.quote_ids).values() if kept else ()
        offered = {row.id: row for row in (*cited, *known)}
        self.choose("kind", [(kind.value, str(label)) for kind, label in KINDS.items()])
        self._choose("quotes", [(row.id, quote_label(row)) for row in offered.values()])
        self._choose("notes", [(row.id, note_label(row)) for row in (notes(who, session_id) if session_id else ())])
        self.choose("measure", [("", _("nothing")), *((one.value, str(label)) for one, label in MEASURES.items())])
        return self

    def _choose(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        """Offer a field only where there is something to choose."""
        self.choose(name, choices)
        if not choices:
            del self.fields[name]

    def filled(self, place: tuple[str, str], kept_notes: tuple[str, ...] = ()) -> ObservationForm:
        """What was typed, as the service wants it; `kept_notes` stay where the form does not offer notes."""
        data = self.cleaned_data
        terms = tuple(line for line in data["terms"].splitlines() if line.strip())
        count = CountForm(Measure(data["measure"]), terms) if data["measure"] else None
        return ObservationForm(
            kind=ObservationKind(data["kind"]),
            text=data["text"],
            study_id=place[0],
            session_id=place[1],
            quote_ids=tuple(data.get("quotes", ())),
            note_ids=tuple(data["notes"]) if "notes" in data else kept_notes,
            count=count,
        )


def quote_label(row: QuoteRow) -> str:
    """A quote in a list of choices."""
    who = row.person.name if row.person else row.speaker
    words = row.text or _("(closed: no consent to be quoted)")
    return f"“{_short(words)}” {who}, {moment(row.start) or _('turn %d') % row.first_turn}"


def note_label(row: NoteRow) -> str:
    """A note in a list of choices."""
    return ", ".join(
        filter(None, (_short(row.text) or _("(closed)"), _("noted by %s") % row.by, moment(row.at_seconds)))
    )


def _short(text: str, most: int = 160) -> str:
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + "…"


def initial_of(form: ObservationForm) -> dict[str, object]:
    """What stands in the form of an observation that is there."""
    return {
        "kind": form.kind.value,
        "text": form.text,
        "quotes": form.quote_ids,
        "notes": form.note_ids,
        "measure": form.count.measure.value if form.count else "",
        "terms": "\n".join(form.count.terms) if form.count else "",
    }
