"""How a withdrawal is told: kinds of rows, steps, files and exports in the words of people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from firsthand.domain.people.exports import ExportKind
from firsthand.domain.people.withdrawal import Deed, Step
from firsthand.services.exports import ExportRow
from firsthand.services.receipts import Counted, RemovedFile
from firsthand.web.badges import Badge

TABLES = {
    "participants": gettext_lazy("Their own record"),
    "consents": gettext_lazy("Answers about consent, with scans"),
    "consent_links": gettext_lazy("Private links for consent"),
    "session_participants": gettext_lazy("Places in conversations"),
    "sessions": gettext_lazy("Titles and places of conversations"),
    "transcripts": gettext_lazy("Transcripts"),
    "speakers": gettext_lazy("Speakers"),
    "turns": gettext_lazy("Turns"),
    "corrections": gettext_lazy("Corrections"),
    "quotes": gettext_lazy("Quotes"),
    "quote_places": gettext_lazy("Earlier places of quotes"),
    "codings": gettext_lazy("Coded passages"),
    "coding_resolutions": gettext_lazy("Notes on codings"),
    "notes": gettext_lazy("Notes"),
    "observations": gettext_lazy("Observations that rest on nothing else"),
    "citations": gettext_lazy("Citations in observations"),
    "evidence_links": gettext_lazy("Evidence of claims"),
    "claim_rulings": gettext_lazy("Rulings on claims"),
    "snapshots": gettext_lazy("Snapshots"),
    "messages": gettext_lazy("Letters"),
    "touchpoints": gettext_lazy("Touchpoints"),
    "figures": gettext_lazy("Figures"),
    "invitations": gettext_lazy("Invitations"),
    "redactions": gettext_lazy("Redactions"),
    "reasons": gettext_lazy("Members’ reasons in the audit log"),
    "undos": gettext_lazy("Ways to undo"),
    "jobs": gettext_lazy("Work in the background"),
    "studies": gettext_lazy("Studies’ texts"),
    "companies": gettext_lazy("Companies’ texts"),
}
STEPS = {
    Step.CLOSED: gettext_lazy("Nothing of theirs is shown any more"),
    Step.STRUCK: gettext_lazy("Their name is out of the team’s texts"),
    Step.SEPARATED: gettext_lazy("What others said is sealed anew"),
    Step.ERASED: gettext_lazy("Their rows are erased"),
    Step.FILES: gettext_lazy("Original files are removed"),
    Step.TRACES: gettext_lazy("Previews, messages and memory are cleared"),
    Step.DATABASE: gettext_lazy("The database is cleared of leftovers"),
}
KINDS = {
    ExportKind.RECORD: gettext_lazy("Interview record"),
    ExportKind.BRIEF: gettext_lazy("Brief (PDF)"),
    ExportKind.SNAPSHOT: gettext_lazy("Snapshot"),
    ExportKind.ORIGINAL: gettext_lazy("Original file"),
    ExportKind.QUOTE_OUTSIDE: gettext_lazy("Quote for outside"),
    ExportKind.SHARE: gettext_lazy("Claims shown by a private link"),
    ExportKind.CLAIMS: gettext_lazy("Claims as a file"),
    ExportKind.PROOF: gettext_lazy("Proof file"),
    ExportKind.TREE: gettext_lazy("Opportunity tree"),
    ExportKind.API_QUOTES: gettext_lazy("Quotes, read by a program"),
    ExportKind.API_TRANSCRIPT: gettext_lazy("Transcript, read by a program"),
}


@dataclass(frozen=True, slots=True)
class CountLine:
    """One kind of thing and what happens to how many of it."""

    what: str
    numbers: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file of a receipt."""

    sha256: str
    size: str
    badge: Badge


@dataclass(frozen=True, slots=True)
class ExportLine:
    """One thing that left."""

    row: ExportRow
    kind: str
    size: str
    people: tuple[str, ...]


def table_words(table: str) -> str:
    """What the rows of a table are to people; its name in plain words where nobody said."""
    return str(TABLES.get(table) or table.replace("_", " ").capitalize())


def deed_words(deed: Deed) -> str:
    """What is done to rows."""
    return {Deed.REMOVED: _("removed"), Deed.EMPTIED: _("emptied"), Deed.REWRITTEN: _("rewritten")}[deed]


def count_lines(counts: Iterable[Counted]) -> tuple[CountLine, ...]:
    """Counts as lines, one for each kind of thing, in the order of the alphabet."""
    by_table: dict[str, list[tuple[int, str]]] = {}
    for one in counts:
        by_table.setdefault(table_words(one.table), []).append((one.number, deed_words(one.deed)))
    return tuple(CountLine(what, tuple(by_table[what])) for what in sorted(by_table))


def file_line(file: RemovedFile) -> FileLine:
    """A file with what became of it."""
    badges = {
        "removed": Badge(_("removed"), "good"),
        "in use": Badge(_("kept: another record needs it"), "warn"),
        "kept": Badge(_("for the others"), "open"),
        "": Badge(_("still to come"), "open"),
    }
    return FileLine(file.sha256, size_words(file.size), badges.get(file.fate) or Badge(file.fate, ""))


def size_words(size: int | None) -> str:
    """A size in bytes as people read it; "" where it is not known."""
    return "" if size is None else str(filesizeformat(size))


def export_line(row: ExportRow) -> ExportLine:
    """One thing that left, as a line."""
    people = tuple(thing.title for thing in row.about if thing.is_person and thing.title)
    return ExportLine(row, str(KINDS[row.kind]), size_words(row.size), people)
