"""What is taken to the room on paper: a guide, or the brief for one session; as a sheet to show, or set as a PDF."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.utils.text import slugify

from firsthand.adapters.typesetting import typeset
from firsthand.domain.people.access import Action
from firsthand.domain.people.actors import Actor
from firsthand.domain.people.exports import ExportKind
from firsthand.domain.people.figures import Series
from firsthand.formats.guide_markdown import read_guide
from firsthand.formats.sheet_typst import Paper, sheet_source
from firsthand.formats.sheets import Look, Sheet, SheetLine, SheetPart, guide_sheet, plain
from firsthand.formats.sparklines import amount
from firsthand.services.access import found
from firsthand.services.briefs import BriefPage, BriefPerson, BriefSection, brief_page
from firsthand.services.exports import note_export
from firsthand.services.quotes import QuoteRow
from firsthand.services.records import INSIDE_ONLY, REMARKS
from firsthand.services.touchpoints import TouchpointRow
from firsthand.storage.studies import GuideRecord

PRINTED, WORDS = 3, 80  # touchpoints on the paper, and characters of each: the brief stays one page
NAMED = 12  # characters without a glyph that are named on the paper


def printed_guide(actor: Actor, guide_id: str) -> Sheet:
    """A guide as it is taken to the room."""
    record = found(actor, Action.VIEW, GuideRecord, guide_id)
    return guide_sheet(read_guide(record.text)[0], record.title)


def guide_pdf(actor: Actor, guide_id: str, paper: Paper = Paper.A4) -> tuple[str, bytes]:
    """The same as a PDF: its name and its bytes."""
    return pdf_of(printed_guide(actor, guide_id), paper, "guide")


def printed_brief(actor: Actor, session_id: str) -> Sheet:
    """The brief for one session; for members who may know who the participants are."""
    brief = brief_page(actor, session_id)
    parts = [
        *_aims(brief),
        *(_person(one) for one in brief.people),
        *(_section(section) for section in brief.sections),
        _facts("Words to listen for", [(plain(term.word), plain(term.meaning)) for term in brief.terms]),
        _facts("While asking and writing", [(one.mistake, one.instead) for one in brief.reminders]),
    ]
    return Sheet(
        f"Brief: {brief.title}", tuple(part for part in parts if part.lines or part.facts), _about(brief), is_dense=True
    )


def brief_pdf(actor: Actor, session_id: str, paper: Paper = Paper.A4) -> tuple[str, bytes]:
    """The same as a PDF: its name and its bytes; that it left is listed."""
    name, pdf = pdf_of(printed_brief(actor, session_id), paper, "brief")
    note_export(actor, ExportKind.BRIEF, [session_id], pdf)
    return name, pdf


def pdf_of(sheet: Sheet, paper: Paper, else_named: str) -> tuple[str, bytes]:
    """A sheet set on paper: its name and its bytes; characters that the faces lack are named on it."""
    done = typeset(sheet_source(sheet, paper))
    if done.missing:
        done = typeset(sheet_source(sheet, paper, _without_glyphs(done.missing)))
    return f"{slugify(sheet.title) or else_named}.pdf", done.pdf


def _without_glyphs(missing: tuple[str, ...]) -> str:
    named = ", ".join(f"U+{ord(character):04X}" for character in "".join(missing)[:NAMED])
    more = f" and {len(missing) - NAMED} more" if len(missing) > NAMED else ""
    return (
        f"The faces of this PDF lack some of the characters ({named}{more}); they are empty boxes here. "
        "The print view in the browser shows them all."
    )


def _about(brief: BriefPage) -> tuple[str, ...]:
    start = brief.starts_at.astimezone(ZoneInfo(brief.zone)) if brief.starts_at else None
    when = (
        f"{start:%A}, {start.day} {start:%B %Y, %H:%M} ({brief.zone}), {brief.minutes} minutes"
        if start
        else f"{brief.interview_date}"
    )
    team = (("Facilitator", brief.facilitator), ("Note-taker", brief.note_taker), ("Observers", brief.observers))
    named = [f"{role}: {', '.join(who) if isinstance(who, tuple) else who}" for role, who in team if who]
    return tuple(line for line in (when, brief.location, " · ".join(named), brief.study_title) if line)


def _aims(brief: BriefPage) -> list[SheetPart]:
    """What the conversation is for."""
    lines = [SheetLine(Look.TEXT, brief.research_question)] if brief.research_question else []
    lines += [SheetLine(Look.PROBE, goal) for goal in brief.goals]
    lines += [SheetLine(Look.NOTE, f"To decide: {brief.decision}")] if brief.decision else []
    return [SheetPart("What we want to learn", tuple(lines))]


def _person(one: BriefPerson) -> SheetPart:
    who = one.person
    company = ", ".join(part for part in (who.company, one.company_stage, one.company_size) if part)
    told = (
        ("Title", who.title),
        ("Company", company),
        ("Customer since", one.customer_since.isoformat() if one.customer_since else ""),
        ("How they use it", one.usage),
        ("AI use", one.ai_use),
        ("Language", one.language),
        ("Knows us as", one.relationship),
        ("Notes", one.notes),
        ("Spoke with us", ", ".join(f"{held.title} ({held.interview_date})" for held in one.earlier)),
        ("Figures", "; ".join(_figure(measure) for measure in one.figures)),
        ("Elsewhere", "\n".join(_touchpoint(row) for row in one.touchpoints[:PRINTED])),
    )
    quotes = tuple(quote_line(row) for row in one.quotes)
    return SheetPart(who.name, quotes, facts=tuple((word, text) for word, text in told if text))


def _figure(measure: Series) -> str:
    """The newest value, and the one before it."""
    day, value = measure.latest
    before = f", before {amount(measure.before[1], measure.unit)}" if measure.before else ""
    whose = " of the company" if measure.is_of_company else ""
    return f"{measure.measure}{whose} {amount(value, measure.unit)} ({day}{before})"


def _touchpoint(row: TouchpointRow) -> str:
    """One line: the day, what it was, the score, and the first words."""
    kind = row.label or row.kind.replace("_", " ")
    scored = f" {row.score.words}{f', {row.standing}' if row.standing else ''}" if row.score else ""
    said = " ".join((row.title or row.text).split())
    words = said if len(said) <= WORDS else said[:WORDS].rsplit(" ", 1)[0] + "…"
    return f"{row.happened_at.date()}, {kind}{scored}{f': {words}' if words else ''}"


def quote_line(row: QuoteRow) -> SheetLine:
    """What they said before, with everything that must be known before it is repeated."""
    told = [f"{row.session_title}, {row.interview_date}"]
    told += [REMARKS[word] for word in (row.status, *row.marks) if REMARKS.get(word)]
    told += [f"answers a {row.caveat.replace('_', ' ')} question"] if row.caveat else []
    told += [] if row.may_leave else [INSIDE_ONLY]
    told += [f"the whole sentence: “{row.whole_sentence}”"] if row.whole_sentence else []
    return SheetLine(Look.QUOTE, f"“{row.text}”", aside="; ".join(told))


def _section(section: BriefSection) -> SheetPart:
    lines = [SheetLine(Look.TEXT, plain(question)) for question in section.questions]
    lines += [SheetLine(Look.NOTE, plain(note)) for note in section.listen_for]
    return SheetPart(plain(section.title), tuple(lines), f"{section.minutes} min" if section.minutes else "")


def _facts(title: str, facts: list[tuple[str, str]]) -> SheetPart:
    return SheetPart(title, facts=tuple(facts))
