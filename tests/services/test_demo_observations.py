"""The demo's observations: true to the transcripts, linted clean, and computed where they say so."""

from __future__ import annotations

import pytest

from firsthand.domain.evidence.observations import ObservationKind
from firsthand.services import demo, observations, studies
from firsthand.services.observations import ObservationRow
from firsthand.services.slices import Cut
from people_at_work import Team


@pytest.fixture
def seen(team: Team) -> dict[str, list[ObservationRow]]:
    demo.create_demo(team.ana)
    titles = {row.title: row.id for row in studies.studies(team.ana).items}
    return {
        title: list(observations.observations(team.ana, one, Cut(limit=200)).items) for title, one in titles.items()
    }


@pytest.mark.slow
def test_both_demo_studies_have_observations_that_read_clean_and_rest_on_quotes(
    seen: dict[str, list[ObservationRow]],
) -> None:
    stuck, triage = seen["How planners find out that work is stuck"], seen["Trust in the triage suggestions"]
    assert (len(stuck), len(triage)) == (16, 13)
    for row in (*stuck, *triage):
        assert row.findings == ()
        assert not row.lost
        assert not row.closed_because
        assert all(quote.is_showable for quote in row.quotes)
        assert row.quotes or row.notes or row.count


@pytest.mark.slow
def test_what_the_demo_says_was_not_mentioned_until_asked_is_so(seen: dict[str, list[ObservationRow]]) -> None:
    unasked = [row for rows in seen.values() for row in rows if row.kind is ObservationKind.NOT_MENTIONED]
    assert sorted(row.count.sentence for row in unasked if row.count) == [
        "Not mentioned until 21:20 (turn 117), asked in turn 100 (“safety”, in 1 conversation)",
        "Not mentioned until 22:16 (turn 79), asked in turn 76 (“dependencies”, in 1 conversation)",
    ]
    assert all(row.count and row.count.holds for row in unasked)
