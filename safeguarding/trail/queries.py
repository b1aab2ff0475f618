"""Questions asked of the trail."""

import uuid
from datetime import datetime

from django.db.models import QuerySet

from safeguarding.trail.anchors import read_anchor
from safeguarding.trail.models import TrailEntry
from safeguarding.trail.types import LOOKS, WORDINGS
from safeguarding.trail.verifying import verify


def looks_at(about: tuple[str, uuid.UUID]) -> QuerySet[TrailEntry]:
    """Every look at one thing, oldest first. The caller has checked that the person asking may see it."""
    return TrailEntry.objects.filter(about_kind=about[0], about_id=about[1], type__in=LOOKS).order_by(
        "number"
    )


def shown_to_young_person(young_person_id: uuid.UUID, since: datetime | None = None) -> QuerySet[TrailEntry]:
    """What happened to their words, as they may see it: newest first, only types with a wording for them."""
    shown = [type_ for type_, wording in WORDINGS.items() if wording.young_person]
    rows = TrailEntry.objects.filter(young_person_id=young_person_id, type__in=shown)
    if since is not None:
        rows = rows.filter(at__gte=since)
    return rows.order_by("-number")


def first_broken(anchor: str | None = None) -> int | None:
    """The number of the first entry that doesn't fit the chain, or None if the whole trail is sound.

    ``anchor`` is "number:digest", as verify_trail prints it. Raises ValueError for one that is no anchor.
    """
    finding = verify(dict([read_anchor(anchor)]) if anchor else None).finding
    return finding.number if finding else None
