"""Where the codes of topics stand: on questions, which then ask about the matter, and on what may be evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from firsthand.domain.people.access import Action
from firsthand.domain.people.actors import Actor
from firsthand.domain.synthesis.codebook import in_order
from firsthand.domain.synthesis.topics import Stretch
from firsthand.services.access import require, visible
from firsthand.storage.codes import CodeRecord, CodingRecord, CodingTaskRecord

Stretches = Mapping[str, tuple[Stretch, ...]]  # by transcript


def code_places(workspace_id: str, code_ids: Iterable[str]) -> dict[str, Stretches]:
    """What every coder marked with these codes, by code and transcript; one query, none without codes.

    The same for everybody who asks: a conversation that is still coded blind is left out until all are done.
    """
    wanted = set(code_ids)
    if not wanted:
        return {}
    blind = CodingTaskRecord.objects.filter(workspace_id=workspace_id, is_blind=True, done_at=None)
    codings = CodingRecord.objects.filter(workspace_id=workspace_id, code__in=wanted, deleted_at=None)
    codings = codings.filter(transcript__deleted_at=None, code__deleted_at=None)
    rows = codings.exclude(transcript__session__in=blind.values("session_id")).values_list(
        "code_id", "transcript_id", "first_turn", "begin", "last_turn", "finish"
    )
    found: defaultdict[str, defaultdict[str, set[Stretch]]] = defaultdict(lambda: defaultdict(set))
    for code_id, transcript_id, *place in rows:
        found[code_id][transcript_id].add(Stretch(*place))
    return {code: {one: tuple(sorted(places)) for one, places in there.items()} for code, there in found.items()}


def of_codes(places: Mapping[str, Stretches], codes: Sequence[str], transcript_id: str) -> tuple[Stretch, ...]:
    """What was marked in one transcript with any of the codes."""
    return tuple(sorted({one for code in codes for one in places.get(code, {}).get(transcript_id, ())}))


def codes_known(actor: Actor) -> tuple[tuple[str, str], ...]:
    """Every code of every study that the actor knows of as (id, \"study: path\"), in the order of the codebooks."""
    require(actor, Action.READ)
    records = visible(actor, CodeRecord).filter(study__deleted_at=None).select_related("study")
    by_study: defaultdict[str, list[CodeRecord]] = defaultdict(list)
    for one in records.order_by("study__created_at", "study_id", "position", "created_at", "id"):
        by_study[one.study_id].append(one)
    return tuple(
        (place.id, f"{some[0].study.title}: {place.path}")
        for some in by_study.values()
        for place in in_order((one.id, one.parent_id, one.name) for one in some)
    )


def code_names(actor: Actor, code_ids: Sequence[str]) -> tuple[str, ...]:
    """The names of these codes, as far as they are still there."""
    names = dict(visible(actor, CodeRecord).filter(id__in=code_ids).values_list("id", "name"))
    return tuple(names[one] for one in code_ids if one in names)
