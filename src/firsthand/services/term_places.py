"""Where researchers use a term in each conversation: looked for once per version of a transcript, and remembered.

A claim's page asks this of hundreds of conversations. What is remembered are places in the team's own turns, no words;
a correction or a new role is a new version.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TypeAlias

from django.db.models import Q

from firsthand.domain.interviews.transcripts import Role
from firsthand.domain.synthesis.topics import Place, beginnings, places_by_term
from firsthand.services.remembering import Remembered
from firsthand.storage.transcripts import CorrectionRecord, TurnRecord

Turns: TypeAlias = Mapping[int, tuple[Place, ...]]  # by turn
Versioned: TypeAlias = tuple[int, Turns]  # the version of the transcript, and what stands in it

_terms: Remembered[dict[str, Versioned]] = Remembered(1_024)  # by workspace and term: by transcript
NOWHERE: Turns = {}


def term_places(workspace_id: str, versions: Mapping[str, int], terms: Iterable[str]) -> dict[str, dict[str, Turns]]:
    """For each term and transcript, given by id and version, the researchers' turns that use it; three queries at most.

    Transcripts in which no researcher uses a term are not there.
    """
    known = {term: _terms.get((workspace_id, term), dict) for term in dict.fromkeys(terms)}
    missing = {term: _missing(found, versions) for term, found in known.items()}
    if any(missing.values()):
        _look(known, {term: some for term, some in missing.items() if some}, versions)
    return {term: _current(found, versions) for term, found in known.items()}


def _missing(found: Mapping[str, Versioned], versions: Mapping[str, int]) -> set[str]:
    return {one for one, version in versions.items() if one not in found or found[one][0] != version}


def _current(found: Mapping[str, Versioned], versions: Mapping[str, int]) -> dict[str, Turns]:
    return {one: found[one][1] for one in versions if one in found and found[one][1]}


def _look(
    known: Mapping[str, dict[str, Versioned]], missing: Mapping[str, Collection[str]], versions: Mapping[str, int]
) -> None:
    transcripts, terms = {one for some in missing.values() for one in some}, tuple(missing)
    used: defaultdict[tuple[str, str], dict[int, tuple[Place, ...]]] = defaultdict(dict)
    for transcript_id, asking in _asking(transcripts, terms).items():
        for turn, text in asking.items():
            for term, where in places_by_term(text, terms).items():
                used[term, transcript_id][turn] = where
    for term, some in missing.items():
        for one in some:
            known[term][one] = (versions[one], used.get((term, one), NOWHERE))


def _asking(transcript_ids: Collection[str], terms: Sequence[str]) -> dict[str, dict[int, str]]:
    """The researchers' turns that may use one of the terms, with corrections laid over them."""
    needed = beginnings(terms)
    if not needed:
        return {}
    may_use = Q()
    for beginning in needed:
        may_use |= Q(text__icontains=beginning)
    turns = TurnRecord.objects.filter(may_use, transcript__in=transcript_ids, speaker__role=Role.RESEARCHER)
    found: defaultdict[str, dict[int, str]] = defaultdict(dict)
    for transcript_id, index, text in turns.values_list("transcript_id", "index", "text"):
        found[transcript_id][index] = text
    for transcript_id, index, text in _corrected(transcript_ids):
        found[transcript_id][index] = text
    return found


def _corrected(transcript_ids: Collection[str]) -> Iterable[tuple[str, int, str]]:
    """Corrections of researchers' turns, the latest of a turn last."""
    asking = TurnRecord.objects.filter(transcript__in=transcript_ids, speaker__role=Role.RESEARCHER)
    records = CorrectionRecord.objects.filter(transcript__in=transcript_ids).order_by("created_at", "id")
    rows = list(records.values_list("transcript_id", "index", "text"))
    if not rows:
        return []
    wanted = asking.filter(index__in={index for _, index, _ in rows}).values_list("transcript_id", "index")
    theirs = set(wanted)
    return [row for row in rows if row[:2] in theirs]
