"""A manager's pages: what they say, who may see them, and where they read from."""

import csv
import re
from datetime import timedelta
from io import StringIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from safeguarding.people.models import Post, Service
from safeguarding.people.types import ServiceKind
from tests.voice.participation.made import NOW, SPRING, World, fill, make_world, people, place, publish, say
from voice.participation.actions import close_due
from voice.participation.models import ReleaseFigure, ReleaseSum
from voice.participation.types import PARTS

pytestmark = pytest.mark.django_db
PAGES = ("involvement", "promises_kept", "not_heard", "changes", "figures_sheet")
ALLOWED = ("release_", "safeguarding_worker", "safeguarding_post", "safeguarding_service", "django_session")


@pytest.fixture
def world() -> World:
    made = make_world()
    fill(made)
    close_due(NOW, "quarters")
    return made


@pytest.fixture
def lena(world: World, client: Client) -> Client:
    client.force_login(world.lena)
    return client


def page(client: Client, name: str, unit: Service, query: str = "") -> str:
    answer = client.get(reverse(name, args=[unit.pk]) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_involvement_is_a_picture_with_its_table_behind_it(lena: Client, world: World) -> None:
    picture = page(lena, "involvement", world.service)
    assert re.search(r'<svg[^>]*role="img"[^>]*aria-labelledby="trend-heard-title', picture)
    assert "<polyline" in picture and "<polygon" in picture
    table = page(lena, "involvement", world.service, "?view=table")
    assert table.count("<tr>") >= 4 and "Jan to Mar 2026" in table
    assert "<polyline" not in table


def test_all_six_parts_have_a_row_and_a_page_of_their_own(lena: Client, world: World) -> None:
    rows = page(lena, "involvement", world.service)
    for part in PARTS:
        address = reverse("involvement_part", args=[world.service.pk, part.value])
        assert address in rows
        assert f"{part.label}: " in lena.get(address).content.decode()


def test_a_part_that_cannot_be_shown_stands_there_and_says_so(lena: Client, world: World) -> None:
    assert '<b class="said">too few to show' not in page(lena, "involvement", world.service), "the control"
    ReleaseSum.objects.filter(measure="back").delete()
    text = page(lena, "involvement", world.service)
    assert text.count('<b class="said">too few to show') == 1
    assert reverse("involvement_part", args=[world.service.pk, "back"]) in text


def test_a_part_that_is_none_is_not_found(lena: Client, world: World) -> None:
    assert lena.get(reverse("involvement_part", args=[world.service.pk, "replied"])).status_code == 404


def test_every_figure_is_one_plain_sentence(lena: Client, world: World) -> None:
    text = page(lena, "promises_kept", world.service)
    assert re.search(
        r"(About|Between|9 in 10 or more) ?[\d½ and]*( in 10)? had all they said read in time", text
    )


def test_small_teams_have_no_figure_of_their_own_and_are_counted_in_the_whole(
    lena: Client, world: World
) -> None:
    whole = page(lena, "involvement", world.service)
    assert "Smaller teams, put together" not in whole, "the newest period has none of them"
    assert re.search(r"Hill team</th><td>too few to show", whole)
    assert "No figures yet" in page(lena, "involvement", world.small)
    pooled = ReleaseFigure.objects.filter(unit=world.service, measure="heard")
    assert [row.period for row in pooled] == ["2026-Q2"], "two teams of six and seven, once both had waited"


def test_who_has_not_been_heard_from_is_said_with_the_response_rate(lena: Client, world: World) -> None:
    text = page(lena, "not_heard", world.service)
    assert re.search(r"in 10( or more| or fewer)? of those asked have not replied", text)
    assert text.count('class="strip"') == 3


def test_the_sheet_holds_the_shown_figures_and_its_notes(lena: Client, world: World) -> None:
    answer = lena.get(reverse("figures_sheet", args=[world.service.pk]))
    rows = list(csv.reader(StringIO(answer.content.decode())))
    assert rows[0] == ["Young people's service"]
    heard = [row for row in rows if row[0] == "Heard"]
    assert [row[1] for row in heard] == ["2026-Q1", "2026-Q2", "2026-Q3"]
    assert any("protected" in row[0] for row in rows)


def test_a_sheet_holds_no_formula(world: World, lena: Client) -> None:
    bad = place(ServiceKind.TEAM, '=HYPERLINK("http://example.org")', world.service)
    assert page(lena, "figures_sheet", bad).startswith("\"'=HYPERLINK")


def test_pages_say_nothing_yet_before_the_first_period_closes(client: Client) -> None:
    empty = make_world()
    client.force_login(empty.lena)
    for name in PAGES:
        page(client, name, empty.service)
    assert "No figures yet" in page(client, "involvement", empty.service)


@pytest.mark.parametrize("name", PAGES)
def test_a_stranger_a_worker_and_somebody_signed_out_see_nothing(
    client: Client, world: World, name: str
) -> None:
    address = reverse(name, args=[world.service.pk])
    assert client.get(address).status_code == 302, "signed out: to the sign-in"
    for worker in (world.asha, world.far):
        client.force_login(worker)
        assert client.get(address).status_code == 404


def test_a_manager_sees_nothing_above_their_own_unit(lena: Client, world: World) -> None:
    for unit in (world.authority, world.other):
        assert lena.get(reverse("involvement", args=[unit.pk])).status_code == 404
    assert lena.get(reverse("figures")).headers["Location"] == reverse("involvement", args=[world.service.pk])


def test_a_post_that_has_ended_opens_nothing(lena: Client, world: World) -> None:
    Post.objects.filter(worker=world.lena).update(ends_at=SPRING)
    assert lena.get(reverse("figures")).status_code == 404
    assert lena.get(reverse("involvement", args=[world.service.pk])).status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_a_page_reads_release_tables_and_the_names_of_services_only(
    lena: Client, world: World, name: str
) -> None:
    with CaptureQueriesContext(connection) as seen:
        page(lena, name, world.service)
    every = " ".join(query["sql"] for query in seen.captured_queries)
    tables = set(re.findall(r'(?:FROM|JOIN|INTO|UPDATE) "(\w+)"', every))
    assert any(table.startswith("release_") for table in tables)
    assert not {table for table in tables if not table.startswith(ALLOWED)}


@pytest.mark.parametrize("name", PAGES)
def test_more_blocks_need_no_more_queries(lena: Client, world: World, name: str) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            page(lena, name, world.service)
        return len(seen)

    page(lena, name, world.service)  # the first visit keeps its CSRF secret in the session
    before = queries()
    for team in (place(ServiceKind.TEAM, f"Team {n}", world.service) for n in range(3)):
        for who in people(team, 10):
            say(world, who, NOW + timedelta(days=1))
    close_due(NOW + timedelta(days=100), "quarters")
    assert queries() == before


def test_how_workers_saw_it_stands_beside_as_a_diamond(lena: Client, world: World) -> None:
    assert "as workers see it" not in page(lena, "involvement", world.service)
    publish(world.large, "w_heard", "2026-Q3", 30, 6)
    text = page(lena, "involvement", world.service)
    assert re.search(r"as workers see it, [\d½]+ in 10", text)
    assert "their workers" in text


def test_five_parts_of_a_service_make_a_funnel_and_name_who_lies_outside(lena: Client, world: World) -> None:
    assert "funnel-title" not in page(lena, "involvement", world.service)
    for number in range(8):
        team = place(ServiceKind.TEAM, f"Team {number}", world.service)
        publish(team, "heard", "2026-Q3", 60 + number, 40 - number)
    publish(place(ServiceKind.TEAM, "Quiet team", world.service), "heard", "2026-Q3", 5, 95)
    text = page(lena, "involvement", world.service)
    assert "Quiet team lies outside the usual limits." in text
    assert "Team 3 lies outside" not in text
    assert "below what chance would have it" in text


def test_a_signal_is_said_first_and_its_points_are_hollow(lena: Client, world: World) -> None:
    for year in range(2010, 2026):
        publish(world.other, "heard", f"{year}-Q1", 70 if year > 2017 else 30 + year % 3, 30)
    lena.force_login(world.far)
    text = page(lena, "involvement", world.other)
    assert "<h1>More felt heard</h1>" in text
    assert "in a row above the middle. That is unlikely to be chance." in text
    assert 'fill="#fff" stroke="#12436d"' in text and "part of the change" in text


def test_pages_hold_no_inline_style_or_handler(lena: Client, world: World) -> None:
    for name in PAGES[:4]:
        assert not re.search(r"\s(style|on[a-z]+)=", page(lena, name, world.service))
