"""The one thing to do next on a page with long words: on a phone it stands at the bottom, under the thumb."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from safeguarding.concerns.shown import ConcernPage

Step = dict[str, str]


def of_concern(page: ConcernPage, *, take: bool, plan: bool, act: bool, receipt: bool) -> Step | None:
    """A button that does it, or the way to the form that has to be filled in. None when nothing waits for them."""
    if (
        not page.may_second
        and not page.may_check
        and (not page.may_work or page.concern.closed_at is not None)
    ):
        return None
    take_it = {"label": _("I’ve got this"), "icon": "hand", "action": _take(page)}
    steps = (
        (page.may_second, _to("second", _("Agree, or not"), "people")),
        (page.may_check is not None, _to("check", _("Look at why"), "look")),
        (take, take_it),
        (receipt, _to("receipt", _("They have it?"), "check")),
        (act, _to("done", _("Say what you did"), "check")),
        (plan, _to("plan", _("Write the plan"), "write")),
    )
    return next((step for waits, step in steps if waits), None)


def _take(page: ConcernPage) -> str:
    return reverse("concern_take", args=[page.concern.pk])


def of_contribution(context: dict[str, Any]) -> Step | None:
    """The answer, while none is on its way."""
    if context["reply_waits"] or not context["answer_by"]:
        return None
    return _to("answer", _("Answer %(name)s") % {"name": context["name"]}, "reply")


def _to(place: str, label: str, icon: str) -> Step:
    return {"label": label, "icon": icon, "href": f"#{place}"}
