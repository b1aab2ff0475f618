"""b: everything reachable, as every manager role, and none of it made from an answer.

The proof is a twin: the same release tables over other answers. If one byte of one page, picture, file or reply
were made from an answer, the twin's would differ.
"""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from safeguarding.people.models import YoungPerson
from tests.attack.conftest import Note
from tests.attack.crawler import FILTERS, crawl
from tests.attack.simulated import Simulated
from tests.voice.participation.made import NOW
from voice.contributions.models import Answer, Contribution
from voice.decisions.models import Asked
from voice.participation.models import ReleaseSum
from voice.participation.published import units

pytestmark = pytest.mark.django_db
SAID = ("voice_answer", "voice_contribution", "voice_asked", "voice_words", "safeguarding_youngperson",
        "safeguarding_promise", "voice_block")  # fmt: skip


def other_answers() -> None:
    """Everything that was said becomes something else, and some of it goes."""
    Answer.objects.filter(value__in=("4", "5")).update(value="0")
    Answer.objects.exclude(value="0").update(value="5")
    Answer.objects.filter(value="0").update(value="1")
    Asked.objects.filter(pk__in=list(Asked.objects.values_list("pk", flat=True)[::2])).delete()
    Contribution.objects.update(taken_back_at=NOW)
    YoungPerson.objects.update(erased_at=NOW, born_year=2001, language="pl")
    Answer.objects.filter(block__isnull=True).delete()


def test_no_page_file_or_reply_is_made_from_an_answer(
    simulated: Simulated, client: Client, size: int, note: Note
) -> None:
    names = list(simulated.reporters) if size > 1 else ["manager of a team"]
    filters = FILTERS if size > 1 else FILTERS[:1]
    before = {}
    with CaptureQueriesContext(connection) as seen:
        for name in names:
            client.force_login(simulated.reporters[name])
            before[name] = crawl(client, filters=filters, pdf=size > 1 and name == names[0])
    assert all(len(pages) > 20 for pages in before.values())
    asked = " ".join(query["sql"] for query in seen.captured_queries)
    assert "release_sum" in asked
    assert [table for table in SAID if f'"{table}"' in asked] == []
    other_answers()
    for name in names:
        client.force_login(simulated.reporters[name])
        after = crawl(client, filters=filters, pdf=size > 1 and name == names[0])
        assert after.keys() == before[name].keys()
        moved = [address for address, body in after.items() if body != before[name][address]]
        note(attack="crawler", role=name, addresses=len(after), moved=len(moved))
        assert moved == []
    ReleaseSum.objects.filter(period="2026-Q1").delete()
    assert crawl(client, filters=()) != before[names[-1]], "the control: other release tables would show"


def test_no_filter_changes_a_figure(simulated: Simulated, client: Client) -> None:
    client.force_login(simulated.world.lena)
    plain = reverse("api_figures", args=[simulated.world.service.pk])
    every = client.get(plain).json()
    for one in FILTERS:
        found = client.get(plain + one).json()
        asked = [row for row in every if row["period"] == "2026-Q1"]
        assert found == (asked if "period=" in one else every)


def test_what_a_manager_above_can_reach_is_not_there_for_one_below(
    simulated: Simulated, client: Client
) -> None:
    above, below = (simulated.reporters[f"manager of {one}"] for one in ("a service", "a small team"))
    mine = {one.pk for one in units(below, NOW)}
    others = [one for one in units(above, NOW) if one.pk not in mine]
    assert len(others) >= 3
    for name in ("involvement", "answers_given", "beside", "overdue", "figures_book", "api_figures"):
        for unit in others:
            address = reverse(name, args=[unit.pk])
            client.force_login(below)
            assert client.get(address).status_code == 404
        client.force_login(above)
        assert client.get(address).status_code == 200, "the control"
