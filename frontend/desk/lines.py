"""A promise as one line: its verb and whose it is, and the page on which it is kept."""

import uuid

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from frontend.desk.wording import KINDS, TASKS
from safeguarding.concerns.models import Concern
from safeguarding.people.queries import name_of
from safeguarding.promises.models import Promise
from safeguarding.promises.types import Climb, PromiseKind

PAGE_OF = {"reply": "reading_answer", "glass": "glass_check", "drill": "work_drill"}
COUNTED = "One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve".split()
NAMELESS = (Climb.MODERATORS, Climb.REPLIES, Climb.ADVISER)
NUMBERS = ("", *(lazy(word) for word in COUNTED))


def number(many: int) -> str:
    """Small numbers as words, at the start of a finding."""
    return str(NUMBERS[many]) if many < len(NUMBERS) else str(many)


def how_many(count: int, what: str) -> str:
    """ "Nine to read", "No answers": a number in words up to twelve, then what is counted."""
    return f"{number(count) if count else _('No')} {what}"


def is_nameless(promise: Promise) -> bool:
    """Kept by somebody who reads without knowing whose it is: a moderator, an adviser, or who has it for them."""
    return promise.climb in NAMELESS


def title_of(promise: Promise, *, named: bool = True) -> str:
    """The verb and whose it is: "Look · Maya"; the verb alone for who may not know whose it is."""
    kind = PromiseKind(promise.kind)
    if promise.about_kind == "drill":
        return _("Practice")
    if not named:
        return str(TASKS.get((kind, promise.about_kind), KINDS[kind]))
    name = name_of(promise.young_person)
    if (kind, promise.about_kind) == (PromiseKind.REVIEW, "concern"):
        return _("Review · %(name)s’s “not yet” ends") % {"name": name}
    return f"{TASKS.get((kind, promise.about_kind), KINDS[kind])} · {name}"


def link_to(promise: Promise, concerns: dict[tuple[str, uuid.UUID], Concern]) -> str:
    """The page on which this promise is kept."""
    about = (promise.about_kind, promise.about_id)
    if promise.climb == "advocate":
        return reverse("advocate_one", args=[promise.contribution_id or promise.about_id])
    if promise.climb == "moderators":
        return reverse("reading_one", args=[promise.about_id])
    if promise.about_kind in PAGE_OF:
        return reverse(PAGE_OF[promise.about_kind], args=[promise.about_id])
    if promise.kind == PromiseKind.ADVISE:
        return reverse("advice_one", args=[promise.about_id])
    if concern := concerns.get(about):
        return reverse("concern", args=[concern.pk])
    return reverse("contribution", args=[promise.contribution_id or promise.about_id])
