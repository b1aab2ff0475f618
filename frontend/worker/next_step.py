"""The one thing to do next on a page with long words: on a phone it stands at the bottom, under the thumb."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from safeguarding.concerns.shown import ConcernPage

Step = dict[str, str]


def of_concern(page: ConcernPage, *, take: bool, plan: bool, act: bool, receipt: bool) -> Step | None:
    """A button that does it, or the way to the form that has to be filled in. None when nothing waits for them."""
    if page.may_second:
        return _to("second", _("Agree, or not"), "people")
    if page.may_check:
        return _to("check", _("Look at why"), "look")
    if not page.may_work or page.concern.closed_at is not None:
        return None
    if take:
        address = reverse("concern_take", args=[page.concern.pk])
        return {"label": _("I’ve got this"), "icon": "hand", "action": address}
    if receipt:
        return _to("receipt", _("They have it?"), "check")
    if act:
        return _to("done", _("It is done"), "check")
    return _to("plan", _("Write the plan"), "write") if plan else None


def of_contribution(context: dict[str, Any]) -> Step | None:
    """The answer, while none is on its way."""
    if context["reply_waits"] or not context["answer_by"]:
        return None
    return _to("answer", _("Answer %(name)s") % {"name": context["name"]}, "reply")


def _to(place: str, label: str, icon: str) -> Step:
    return {"label": label, "icon": icon, "href": f"#{place}"}
