from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from firsthand.domain.people.actors import Actor
from firsthand.services.guides import add_guide
from firsthand.services.sessions import SessionForm, create_session
from people_at_work import Team

GUIDE = """## Last time (10 min)

1. What was <b>lost</b> last?
    > Wait.
    - Who noticed?

## Glossary

- **van**: a car
"""


@pytest.fixture
def guide(team: Team) -> str:
    return add_guide(team.rui, "Lost parcels", GUIDE)


def test_the_print_view_shows_questions_probes_notes_and_terms_and_leads_to_the_pdf(rui: Client, guide: str) -> None:
    page = rui.get(f"/guides/{guide}/print/").content.decode()
    assert "What was &lt;b&gt;lost&lt;/b&gt; last?" in page
    assert all(words in page for words in ("10 min, from 0:00", "Wait.", "Who noticed?", "van", "a car"))
    assert f"/guides/{guide}/guide.pdf?paper=letter" in page


@pytest.mark.parametrize("paper", ["", "?paper=a4", "?paper=letter", "?paper=papyrus"])
def test_the_pdf_opens_in_the_browser(rui: Client, guide: str, paper: str) -> None:
    answer = rui.get(f"/guides/{guide}/guide.pdf{paper}")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer["Content-Disposition"] == 'inline; filename="lost-parcels.pdf"'
    assert answer.content.startswith(b"%PDF-")


@pytest.mark.parametrize("path", ["brief/print/", "brief.pdf"])
def test_a_brief_is_for_members_who_may_know_who_it_is(
    team: Team, rui: Client, signed_in: Callable[[Actor], Client], path: str
) -> None:
    address = f"/sessions/{create_session(team.rui, SessionForm('Mira'))}/{path}"
    statuses = [client.get(address).status_code for client in (rui, signed_in(team.vera), signed_in(team.otto))]
    assert statuses == [200, 404, 404]


@pytest.mark.parametrize("path", ["print/", "guide.pdf"])
def test_a_guide_of_another_workspace_is_not_printed(
    team: Team, guide: str, signed_in: Callable[[Actor], Client], path: str
) -> None:
    assert signed_in(team.otto).get(f"/guides/{guide}/{path}").status_code == 404
