"""Where a young person has moved to, the lists follow."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from safeguarding.concerns.queries import open_concerns, promises_board
from safeguarding.people.actions import add_worker, give_post
from safeguarding.people.models import Worker
from safeguarding.people.types import Role
from safeguarding.responsibility.actions import move_young_person
from safeguarding.trail.types import CLOCKS
from tests.cast import Cast
from tests.frontend.lead.conftest import SignIn
from tests.voice.contributions.said import send
from voice.contributions.queries import open_words
from voice.contributions.types import AnswerWay
from voice.moderation import queries as moderation
from voice.replies import queries as replies
from voice.replies.actions import write_reply

pytestmark = pytest.mark.django_db
WORRIED = "he hit me again yesterday and my arm hurts"


def test_after_a_move_the_lists_are_the_new_teams(cast: Cast, now: datetime, signed_in: SignIn) -> None:
    """The old lead and the old moderators keep neither name nor concern; the new ones have both."""
    began = now - timedelta(days=1)
    two: dict[str, Worker] = {}
    for role in (Role.LEAD, Role.MODERATOR):
        two[role] = add_worker("New", f"New {role}", f"{role}@example.org", began, CLOCKS)
        give_post(two[role], cast.sibling, role, began, CLOCKS)
        of_team = add_worker("Old", f"Old {role}", f"old-{role}@example.org", began, CLOCKS)
        give_post(of_team, cast.team, role, began, CLOCKS)
        two[f"old {role}"] = of_team
    said = send(cast.maya, now, WORRIED)
    open_words(cast.asha, said.pk, now)
    write_reply(cast.asha, said, "I will come today.", AnswerWay.HERE, now)

    def lists(old: str) -> tuple[int, int, int, int]:
        lead, moderator = two[f"{old}{Role.LEAD}"], two[f"{old}{Role.MODERATOR}"]
        return (
            len(open_concerns(lead, now)),
            len(promises_board(lead, now)),
            len(moderation.queue(moderator, now)),
            len(replies.reply_queue(moderator, now)),
        )

    before = lists("old ")
    assert min(before) > 0
    assert lists("") == (0, 0, 0, 0)
    move_young_person(cast.maya, cast.sibling, [cast.stranger], now, CLOCKS)
    assert lists("old ") == (0, 0, 0, 0)
    assert lists("") == before
    assert "Maya" not in signed_in(two["old lead"]).get(reverse("lead_concerns")).content.decode()
