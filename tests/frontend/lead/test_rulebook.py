"""The rulebook's pages: rules in plain words, a draft tried on the past, a second person, what rules missed."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from safeguarding.concerns.models import Concern, Reason
from safeguarding.people.models import Worker
from safeguarding.people.types import WhyLeftOut
from safeguarding.responsibility.actions import leave_out
from safeguarding.rulebook.actions import begin_change, write_rule
from safeguarding.rulebook.loader import shipped
from safeguarding.rulebook.models import LocalWord, RuleVersion
from safeguarding.rulebook.types import State
from safeguarding.trail.models import TrailEntry
from safeguarding.trail.types import CLOCKS, TrailType
from tests.cast import Cast
from tests.frontend.lead.conftest import Hands, SignIn
from tests.safeguarding.rulebook.written import BANDSTAND, SAID, another_lead, in_force, tried
from tests.voice.contributions.said import send
from voice.contributions.missed import say_missed
from voice.contributions.queries import open_words
from voice.moderation.actions import finish_reading
from voice.moderation.types import Grade

pytestmark = pytest.mark.django_db
TYPED = {
    "heading": "16",
    "klass": "W",
    "urgency": "soon",
    "statement": BANDSTAND.statement,
    "source": BANDSTAND.source,
    "terms": "at the bandstand\r\nbehind the bandstand",
    "first_0": "lift, ride",
    "second_0": "harbour",
    "within_0": "3",
    "match": "he waits at the bandstand\r\nhe gave me a ride to the harbour",
    "no_match": "the band was good",
}


@pytest.fixture
def moira(cast: Cast, now: datetime) -> Worker:
    return another_lead(cast.service, now)


def text_of(client: Client, name: str, *args: Any, **query: str) -> str:
    response = client.get(reverse(name, args=args), query)
    assert response.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_a_rule_is_written_tried_and_published_by_a_second_person(
    cast: Cast, now: datetime, moira: Worker, signed_in: SignIn, hands: Hands
) -> None:
    """The whole way, without a script, by two people."""
    for young_person in (cast.maya, cast.kai):
        send(young_person, now, SAID)
    sam = signed_in(cast.sam)
    typed = TYPED | {"service": str(cast.service.pk)}
    response = sam.post(reverse("lead_rule_new"), typed)
    draft = RuleVersion.objects.get()
    page = reverse("lead_rule_draft", args=[draft.pk])
    assert (response.status_code, response["Location"]) == (302, page)
    assert "Try it on the past first" in text_of(sam, "lead_rule_draft", draft.pk)
    assert "lift / ride – within 3 words of – harbour" in text_of(sam, "lead_rule_draft", draft.pk)
    sam.post(page, {"go": "try"})
    body = text_of(sam, "lead_rule_draft", draft.pk)
    assert "It would have raised 2 more" in body
    assert "Tried on 2 things said" in body
    assert "It waits for a second person" in body and "Moira" in body
    assert SAID not in body and "Maya" not in body
    seen = draft.written_at.isoformat()
    assert sam.post(page, {"go": "publish", "seen": seen}).status_code == 422
    hands.at = now + timedelta(hours=1)
    second = signed_in(moira)
    assert "One draft waits for a second person" in text_of(second, "lead_rulebook")
    response = second.post(page, {"go": "publish", "seen": seen})
    assert response["Location"] == reverse("lead_rule", args=[draft.rule.code])
    body = text_of(second, "lead_rule", draft.rule.code)
    assert "written by Sam Example, published by Moira Example" in body
    assert second.get(page).status_code == 404  # it is no draft any more
    send(cast.maya, hands.at, SAID)
    assert Reason.objects.get().rule == draft.rule.code


def test_the_list_of_what_would_change_shows_no_words_and_opening_one_is_a_look(
    cast: Cast, now: datetime, signed_in: SignIn
) -> None:
    said = send(cast.maya, now, SAID)
    draft = tried(cast.sam, cast.service, now)
    sam = signed_in(cast.sam)
    page = sam.get(reverse("lead_rule_draft", args=[draft.pk])).content.decode()
    address = reverse("contribution", args=[said.pk])
    assert address in page and SAID not in page
    assert "Look asked for: nothing. With this draft: <b>soon</b>." in page
    looks = TrailEntry.objects.filter(type=TrailType.WORDS_OPENED, actor_id=cast.sam.pk)
    assert not looks.exists()
    assert SAID in sam.get(address).content.decode()
    assert looks.count() == 1


def test_whoever_looks_at_the_list_sees_only_what_they_may_open(
    cast: Cast, now: datetime, moira: Worker, signed_in: SignIn
) -> None:
    hers, his = send(cast.maya, now, SAID), send(cast.kai, now, SAID)
    draft = tried(cast.sam, cast.service, now)
    leave_out(cast.maya, moira, WhyLeftOut.NOT_THIS_PERSON, now, actor=CLOCKS)
    for worker, shown in ((cast.sam, {hers.pk, his.pk}), (moira, {his.pk})):
        body = signed_in(worker).get(reverse("lead_rule_draft", args=[draft.pk])).content.decode()
        assert {row.pk for row in (hers, his) if str(row.pk) in body} == shown
        assert f"It would have raised {len(shown)} more" in body


def test_what_is_wrong_is_said_with_its_line_and_what_was_typed_stays(
    cast: Cast, now: datetime, signed_in: SignIn
) -> None:
    sam = signed_in(cast.sam)
    wrong = TYPED | {"service": str(cast.service.pk), "terms": "at the bandstand\r\n(at the", "klass": "N"}
    sam.post(reverse("lead_rule_new"), wrong)
    draft = RuleVersion.objects.get()
    body = text_of(sam, "lead_rule_draft", draft.pk)
    assert "Two things keep it from being published" in body
    assert "Words to look for, line 2" in body and "What it means: this heading takes only" in body
    assert 'value="try"' not in sam.get(reverse("lead_rule_draft", args=[draft.pk])).content.decode()
    form = sam.get(reverse("lead_rule_edit", args=[draft.pk])).content.decode()
    assert "(at the" in form and 'value="lift, ride"' in form
    mended = TYPED | {"match": "nothing of it", "seen": draft.written_at.isoformat()}
    assert sam.post(reverse("lead_rule_edit", args=[draft.pk]), mended).status_code == 302
    assert "Sentences it must find, line 1: the rule must find this one and does not" in text_of(
        sam, "lead_rule_draft", draft.pk
    )


def test_a_form_that_lost_its_race_keeps_what_was_typed(
    cast: Cast, now: datetime, moira: Worker, signed_in: SignIn, hands: Hands
) -> None:
    draft = write_rule(cast.sam, cast.service, BANDSTAND, now)
    hands.at = now + timedelta(minutes=1)
    address, seen = reverse("lead_rule_edit", args=[draft.pk]), draft.written_at.isoformat()
    assert signed_in(moira).post(address, TYPED | {"seen": seen}).status_code == 302
    late = signed_in(cast.sam).post(address, TYPED | {"seen": seen, "statement": "Mine."})
    assert late.status_code == 422 and "Mine." in late.content.decode()
    assert RuleVersion.objects.get().written["statement"] == BANDSTAND.statement


@pytest.mark.parametrize(
    "broken", [{"heading": "21"}, {"klass": "X"}, {"service": "no such"}, {"within_0": "999"}]
)
def test_a_form_that_can_t_be_kept_says_so(cast: Cast, signed_in: SignIn, broken: dict[str, str]) -> None:
    response = signed_in(cast.sam).post(
        reverse("lead_rule_new"), TYPED | {"service": str(cast.service.pk)} | broken
    )
    assert response.status_code == 422 and 'class="error"' in response.content.decode()
    assert not RuleVersion.objects.exists()


def test_a_rule_is_changed_and_withdrawn_from_its_page(
    cast: Cast, now: datetime, moira: Worker, signed_in: SignIn
) -> None:
    rule = in_force(cast.sam, moira, cast.service, now).rule
    sam = signed_in(cast.sam)
    response = sam.post(reverse("lead_rule_withdraw", args=[rule.code]))
    draft = RuleVersion.objects.get(state=State.DRAFT)
    assert response["Location"] == reverse("lead_rule_draft", args=[draft.pk]) and draft.withdraws
    assert sam.get(reverse("lead_rule_edit", args=[draft.pk])).status_code == 404  # nothing to write in it
    page = reverse("lead_rule_draft", args=[draft.pk])
    sam.post(page, {"go": "try"})
    signed_in(moira).post(page, {"go": "publish", "seen": draft.written_at.isoformat()})
    assert "Withdrawn: it looks for nothing now." in text_of(sam, "lead_rule", rule.code)
    response = sam.post(reverse("lead_rule_change", args=[rule.code]))
    again = RuleVersion.objects.get(state=State.DRAFT)
    assert response["Location"] == reverse("lead_rule_edit", args=[again.pk]) and not again.withdraws
    sam.post(reverse("lead_rule_draft", args=[again.pk]), {"go": "throw"})
    assert not RuleVersion.objects.filter(state=State.DRAFT).exists()


def test_shipped_rules_are_read_and_not_changed(cast: Cast, signed_in: SignIn) -> None:
    sam = signed_in(cast.sam)
    for rule in shipped().rules:
        body = text_of(sam, "lead_rule", rule.id)
        assert "Shipped with the product" in body and "<" not in body.replace("&lt;", "<").split("What it")[0]
    code = shipped().rules[0].id
    assert sam.post(reverse("lead_rule_change", args=[code])).status_code == 404
    assert sam.post(reverse("lead_rule_withdraw", args=[code])).status_code == 404
    assert sam.get(reverse("lead_rule", args=["no-such-rule"])).status_code == 404
    assert sam.get(reverse("lead_rule", args=["own-no-such-rule"])).status_code == 404


def test_another_service_s_lead_and_every_other_role_find_nothing(
    cast: Cast, now: datetime, moira: Worker, signed_in: SignIn
) -> None:
    rule = in_force(cast.sam, moira, cast.service, now).rule
    draft = begin_change(cast.sam, rule.pk, now)
    places = (
        reverse("lead_rule", args=[rule.code]),
        reverse("lead_rule_draft", args=[draft.pk]),
        reverse("lead_rule_edit", args=[draft.pk]),
    )
    elsewhere = another_lead(cast.sibling, now, "Una")
    for worker in (elsewhere, cast.lena, cast.adam, cast.rhona, cast.asha, cast.carol):
        client = signed_in(worker)
        assert [client.get(place).status_code for place in places] == [404] * 3
        assert client.post(places[1], {"go": "publish", "seen": now.isoformat()}).status_code == 404
        assert client.post(reverse("lead_rule_change", args=[rule.code])).status_code == 404
    assert BANDSTAND.statement not in text_of(signed_in(elsewhere), "lead_rulebook_heading", 16)
    assert BANDSTAND.statement in text_of(signed_in(cast.sam), "lead_rulebook_heading", 16), "the control"


def test_one_rule_three_rules_and_a_thousand(
    cast: Cast, now: datetime, moira: Worker, signed_in: SignIn
) -> None:
    sam = signed_in(cast.sam)
    text_of(sam, "lead_rulebook")  # what is read once is read
    in_force(cast.sam, moira, cast.service, now)
    assert "Met somebody new at the bandstand" in text_of(sam, "lead_rulebook_heading", 16)
    asked = []
    for many in (3, 1000):
        _copies(many - RuleVersion.objects.count(), now)
        with CaptureQueriesContext(connection) as queries:
            body = text_of(sam, "lead_rulebook_heading", 16)
        asked.append(len(queries))
    assert asked[0] == asked[1]
    assert "Page 1 of" in body and body.count("version") <= 60
    assert "Page 2 of" in text_of(sam, "lead_rulebook_heading", 16, page="2")
    assert f"{len(shipped().rules) + 1000} rules decide" in text_of(sam, "lead_rulebook")


def _copies(many: int, now: datetime) -> None:
    first = RuleVersion.objects.select_related("rule").first()
    assert first is not None
    rules = type(first.rule).objects.bulk_create(
        [type(first.rule)(service=first.rule.service, made_at=now) for _ in range(many)]
    )
    copied = {
        field.attname: getattr(first, field.attname)
        for field in RuleVersion._meta.concrete_fields
        if field.attname not in ("id", "rule_id")
    }
    RuleVersion.objects.bulk_create([RuleVersion(rule=rule, **copied) for rule in rules])


def test_a_rule_that_is_seldom_useful_is_put_before_its_reviewer(
    cast: Cast, now: datetime, moira: Worker, signed_in: SignIn
) -> None:
    rule = in_force(cast.sam, moira, cast.service, now).rule
    for minute in range(20):
        send(cast.maya, now + timedelta(minutes=minute), SAID)
    sam = signed_in(cast.sam)
    assert "Seldom useful" not in text_of(sam, "lead_rulebook")
    hits = Reason.objects.filter(rule=rule.code).order_by("pk")
    hits.update(useful=False)
    Reason.objects.filter(pk__in=list(hits.values_list("pk", flat=True)[:3])).update(useful=True)
    body = text_of(sam, "lead_rulebook")
    assert "One rule is seldom useful" in body and "Useful in 3 of the last 20 times" in body
    assert "before its reviewer: Moira Example" in body
    Reason.objects.filter(pk=hits.filter(useful=False)[0].pk).update(useful=True)
    assert "seldom" not in text_of(sam, "lead_rulebook").casefold()
    assert "Useful in 4 of the last 20 times" in text_of(sam, "lead_rule", rule.code)


def test_what_the_rules_missed_by_heading_with_its_bound(
    cast: Cast, now: datetime, signed_in: SignIn
) -> None:
    sam = signed_in(cast.sam)
    assert "Nothing has been checked yet" in text_of(sam, "lead_rulebook_missed")
    row = send(cast.maya, now)
    row.rules_checked = True
    row.save()
    finish_reading(cast.rhona, row, Grade.FINE, False, now)
    body = text_of(sam, "lead_rulebook_missed")
    assert "The rules missed nothing in the one checked" in body and "too few checked to say" in body
    open_words(cast.asha, row.pk, now)
    say_missed(cast.asha, row.pk, [15], now)
    page = sam.get(reverse("lead_rulebook_missed")).content.decode()
    assert "The rules missed something in 1 of 1 checked" in page
    assert reverse("contribution", args=[row.pk]) in page and "?heading=15" in page
    assert "pizza" not in page and "Maya" not in page


def test_local_words_are_added_and_removed(cast: Cast, now: datetime, signed_in: SignIn) -> None:
    sam = signed_in(cast.sam)
    address = reverse("lead_rulebook_words")
    assert "No local words yet" in text_of(sam, "lead_rulebook_words")
    service = {"service": str(cast.service.pk)}
    assert sam.post(address, service | {"word": "Strathquill"}).status_code == 302
    wrong = {
        "strathquill": "on the list already",
        "house": "know that word",
        "two words": "One word at a time",
        "": "Write",
    }
    for word, said in wrong.items():
        response = sam.post(address, service | {"word": word})
        assert response.status_code == 422 and said in response.content.decode()
    added = LocalWord.objects.get()
    assert added.word == "strathquill"
    una = signed_in(another_lead(cast.sibling, now, "Una"))
    assert una.post(address, {"remove": str(added.pk)}).status_code == 404
    assert "strathquill" not in text_of(una, "lead_rulebook_words")
    assert sam.post(address, {"remove": "nonsense"}).status_code == 404
    assert sam.post(address, {"remove": str(added.pk)}).status_code == 302
    assert "No local words yet" in text_of(sam, "lead_rulebook_words")


def test_a_worker_says_with_one_tap_that_no_rule_caught_it(
    cast: Cast, now: datetime, signed_in: SignIn
) -> None:
    row = send(cast.maya, now)
    asha = signed_in(cast.asha)
    page = reverse("contribution", args=[row.pk])
    assert "No rule caught this" in asha.get(page).content.decode()
    address = reverse("contribution_missed", args=[row.pk])
    assert asha.post(address, {"headings": ["15", "99", "x"]}).status_code == 302
    assert "You said that no rule caught this." in asha.get(page).content.decode()
    assert signed_in(cast.stranger).post(address).status_code == 404
    assert not Concern.objects.exists()
    assert "15 · Cut off" in text_of(signed_in(cast.sam), "lead_rulebook_missed")
