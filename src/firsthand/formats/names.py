"""Which labels are speakers' names: decided by what the whole file does, never by one line alone.

"The thing is: …" looks like "Anna: …". What tells them apart is recurrence, capitals, length, and how many of the
file's paragraphs carry a label at all.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

MAX_NAME = 60
MAX_LABEL = 120  # with an office or a company in brackets


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_BIDI = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_ROLE = re.compile(
    r"(?:speaker|spk|participant|interviewer|interviewee|respondent|moderator|facilitator|researcher|host|guest|user|"
    r"customer|client|therapist|counsell?or|patient|doctor|agent|caller|male|female|man|woman|me|them|you|"
    r"self|other|person|student|teacher|expert|panell?ist|audience|narrator|presenter|operator|chair|translator|"
    r"interpreter|observer|note-?taker|unknown(?: speaker)?|unidentified(?: speaker)?|all|both|several|crosstalk)"
    r"(?:[ #_-]+[a-z]|[ #_-]*\d{1,3})?",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"[^\s@,;:()]+@[^\s@,;:()]+\.[A-Za-z]{2,}")
_PHONE = re.compile(r"\+?[\d*x() ./-]{7,24}")  # callers are named by their number, parts of it hidden
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
_DATE = re.compile(
    rf"\b(?:19|20)\d\d\b|\d{{1,2}}[./-]\d{{1,2}}[./-]\d\d|\b{_MONTH}\.? \d|\d(?:st|nd|rd|th)?\.? {_MONTH}\b",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[A-Z]{1,2}\d{0,3}|q")
_LABELS = _words(
    """date time duration length attendees attendee participants speakers members present apologies absent regrets
    agenda topic topics title subject summary overview transcript transcription recording link url source location place
    venue notes note nb example examples e.g i.e eg ie warning caution important tip hint info todo fixme ps p.s goal
    goals objective objectives purpose scope task tasks step steps result results conclusion resolution decision
    decisions action actions next details description meeting session version author authors editor editors file name
    email e-mail phone usage install license licence requirements keywords tags category status priority website
    twitter sponsor sponsors chapter chapters section part contents abstract background context introduction intro
    reference references see update updated edited copyright language kind style region comment disclaimer http https
    www mailto script takeaway takeaways
    finding findings method methods probe probes prompt prompts follow-up followup followups contributors break
    hypothesis hypotheses observation observations quote quotes insight insights recorded created published
    input output pros cons age role team pain pains needs frustrations motivations strengths weaknesses chorus verse
    bridge refrain outro timestamp time stamp error debug trace fatal critical warn call
    type started ended organizer organiser"""
)
_LABEL_PHRASES = re.compile(
    r"(?:meeting|call|session|interview|recording|episode|file|project|study|document) "
    r"(?:id|date|title|name|time|type|notes|link|url|length|duration|number)|action items?|open questions?|"
    r"key (?:points?|takeaways?|moments?)|next steps?|show notes|full transcript|summary keywords|table of contents",
    re.IGNORECASE,
)
_SENTENCE_WORDS = _words(
    """the a an and but or so because if then when while that this these those there here what which who how why where
    is are was were be been am do does did have has had will would can could should must may might not no yes yeah ok
    okay well it its it's i'm i've we're you're he she they we my your our their his her for from with about into like
    just really very also only even still first second third finally lastly one two three question answer problem
    reason thing things point idea said says say asked in at on to as by"""
)
_ALSO_NAMES = _words("will may can so do an in le be mark art")  # Will White, Can Yaman, So Young
_PARTICLES = _words(
    """van von der den de da di del della du des la le el al bin ibn bint ben y e dos das do of zu zur af av ter ten te
    'd 't und and et"""
)
_TITLES = _words(
    """dr dra drs prof profs mr mrs ms mx st ste sr sra srta jr fr hr hon rev sen rep gov gen col maj capt lt cmdr sgt
    messrs mme mlle dott sig ing dipl med phil jur nat rer habil iur pol lic mag mgr pd sc dhr mevr ir geb asst assoc"""
)
_NEVER_IN_A_NAME = re.compile(r"[?!;…\"“”„<>{}=]|https?$|//")
_STOPPED = re.compile(r"([^\W\d_]+)[.]\s+(\S+)")  # the word (its last part, as Ing in Dipl.-Ing.) and what follows it
_LONGEST_SHORTENING = 4  # letters, of a word that a stop shortens in a name: Prof.
_ENDS_IN_INITIAL = re.compile(r"\S[\s.][A-Z]\.$|\s[JS]r\.$")  # A. B. or Ben A. or King Jr.


@lru_cache(maxsize=4096)
def cleaned(label: str) -> str:
    """The name in a label: no marks of direction, of Markdown or of punctuation around it."""
    name = _BIDI.sub("", label).strip().strip("*_>#").strip()
    kept = name if name.endswith("...") or _ENDS_IN_INITIAL.search(name) else name.rstrip(".,;|–—-")
    return " ".join(kept.split())


def may_be_name(label: str) -> bool:
    """Whether these words could name a speaker at all, whatever the rest of the file does."""
    if _DATE.search(label):
        return False
    if is_contact(label):
        return True
    if not 0 < len(label) <= MAX_LABEL or not any(c.isalpha() for c in label):
        return False
    if _NEVER_IN_A_NAME.search(label) or _holds_a_sentence_end(label):
        return False
    if label.casefold() in _LABELS:
        return False
    if is_role(label):
        return True
    bare = _without_aside(label)
    words = bare.casefold().split()
    if not words or len(bare) > MAX_NAME or sum(word not in _PARTICLES for word in words) > 7:
        return False
    if (words[0] in _LABELS and len(words) <= 2) or _LABEL_PHRASES.fullmatch(label):
        return False
    if words[0] in _SENTENCE_WORDS and not _is_title(bare):
        return False
    return not any(word in _SENTENCE_WORDS for word in bare.split()[1:] if word not in _PARTICLES)


def _holds_a_sentence_end(label: str) -> bool:
    """Whether a stop inside closes a sentence, as none does in a name: those shorten ("A. King", "dr. med. Weiß")."""
    return "." in label and any(
        not _is_shortened(*found.groups()) for found in _STOPPED.finditer(_without_aside(label))
    )


def _is_shortened(word: str, following: str) -> bool:
    """Whether the stop behind the word shortens it, by the word itself and by how the next one is written."""
    if following[0].islower() and following.strip(".,").casefold() not in _PARTICLES | _TITLES:
        return False
    if word.casefold() in _TITLES:
        return True
    has_capitals = word.upper() != word.lower()  # not every script does
    return not has_capitals or (word[0].isupper() and len(word) <= _LONGEST_SHORTENING)


def _without_aside(label: str) -> str:
    """The label without what stands in brackets: (she/her), (Acme), (Hon. Ada King (Acme))."""
    return re.sub(r"\s*\(.*\)", "", label).strip() or label


def _is_title(label: str) -> bool:
    """A word that can open a sentence and here does not: Will White, Can Öztürk, The Chair."""
    words = label.split()
    if words[0] == "The":
        return len(words) > 1 and all(word[0].isupper() for word in words)
    return words[0].casefold() in _ALSO_NAMES and words[0][0].isupper()


def is_contact(label: str) -> bool:
    """Whether the label is an address or a telephone number, as meeting tools call those without a name."""
    if _ADDRESS.fullmatch(label):
        return True
    return _PHONE.fullmatch(label) is not None and sum(c.isdigit() or c == "*" for c in label) >= 7


def is_label(label: str) -> bool:
    """Whether the label heads a fact about the conversation ("Date", "Location"), never a person's words."""
    return label.casefold() in _LABELS or _LABEL_PHRASES.fullmatch(label) is not None


def is_role(label: str) -> bool:
    """Whether the label is a part in a conversation (Interviewer, P3, Speaker 1, SPEAKER_00, Q) or initials."""
    return _ROLE.fullmatch(label) is not None or _LETTERS.fullmatch(label) is not None


def looks_like_a_person(label: str) -> bool:
    """A role, or words that all start like names do; scripts without capitals count as such."""
    if is_role(label) or is_contact(label):
        return True
    words = re.findall(r"[^\s()\[\],/&|]+", _without_aside(label))
    named = [word for word in words if word not in _PARTICLES]
    return 0 < len(named) <= 5 and all(_starts_a_name(word) for word in named)


def _starts_a_name(word: str) -> bool:
    """Not in small letters, or with a capital inside: d'Estaing, al-Rashid, iPhone."""
    first = next((c for c in word if c.isalnum()), "")
    return not first.islower() or any(c.isupper() for c in word)


def speakers_among(
    counts: Mapping[str, int], entries: int, *, marked: bool = False, timed: bool = False
) -> frozenset[str]:
    """The labels that are speakers, of all that stand where a name could, among `entries` paragraphs of the file.

    `marked` says that bold type or a bracket sets the labels apart, `timed` that a time does: then once is enough.
    """
    possible = {label: n for label, n in counts.items() if may_be_name(label)}
    share = sum(possible.values()) / max(entries, 1)
    capitals = sum(n for label, n in possible.items() if looks_like_a_person(label)) > 0.7 * sum(possible.values())
    accepted = {label for label, n in possible.items() if _is_accepted(label, n, share, marked, timed, capitals)}
    if not timed and not _comes_back({label: possible[label] for label in accepted}, share):
        return frozenset()
    roles = {label for label in possible if is_role(label) and len(label) > 2}
    return frozenset(accepted | roles)


def _comes_back(counts: Mapping[str, int], share: float) -> bool:
    """In a conversation somebody speaks twice; a list of headings or settings names each thing once."""
    if max(counts.values(), default=0) >= 2:
        return True
    return 2 <= len(counts) <= 3 and share >= 0.8 and not any(label[0].islower() for label in counts)


def _is_accepted(label: str, count: int, share: float, marked: bool, timed: bool, capitals: bool) -> bool:
    """Where the file writes its names with capitals, a label without them is a word that a speaker said."""
    person = looks_like_a_person(label)
    if timed:
        return person or count >= 2 or share >= 0.6
    if marked:
        return person or (count >= 2 and not any(c.isdigit() for c in label))
    if count >= 2:
        return (person and share >= 0.15) or (count >= 3 and share >= 0.3) or share >= 0.6
    full_name = person and 2 <= len(label.split()) <= 3 and label.replace(" ", "").isalpha()
    return (share >= 0.35 and full_name) or (share >= 0.6 and person) or (share >= 0.9 and not capitals)
