"""Whose ladder a contribution climbs, and who is left out of it because of what it says."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from safeguarding.people.access import home_staff, left_out_of, wishes
from safeguarding.people.models import Worker, YoungPerson
from safeguarding.people.types import Route, WhyLeftOut
from safeguarding.promises.queries import may_come_to
from safeguarding.promises.staff import Staff
from safeguarding.responsibility.actions import leave_out
from safeguarding.screening.names import Mention
from safeguarding.screening.types import Heading, ScreeningResult
from safeguarding.trail.types import young_person as as_young_person
from voice.contributions.around import Around, Say, mentions_of, people_around, those
from voice.contributions.hearing import asks_for_a_person
from voice.contributions.types import About, DraftBody


@dataclass(frozen=True)
class Named:
    """Workers whom the words, or "who must not know", name."""

    in_words: tuple[Worker, ...] = ()
    by_role: tuple[Worker, ...] = ()  # also "my social worker": who it may be about
    must_not_know: tuple[Worker, ...] = ()
    places: tuple[Mention, ...] = ()  # where the words name them, by name or role


def names_in(said: DraftBody, people: Sequence[Around]) -> Named:
    """Found by names, nicknames and roles of the people around them."""
    places = mentions_of(said.words, people, Say.ROLE)
    # Names alone are looked for again only where something was found at all: most words name nobody.
    by_name = mentions_of(said.words, people, Say.NAME) if places else ()
    hidden = mentions_of(said.must_not_know, people, Say.SHARED) if said.must_not_know.strip() else ()
    return Named(those(by_name, people), those(places, people), those(hidden, people), places)


def route_of(young_person: YoungPerson, result: ScreeningResult, about: str) -> Route:
    """An advocate's stays the advocate's; what is about somebody in charge goes outside the line."""
    if about == About.ADVOCATE:
        return Route.ADVOCATE
    if Heading.SOMEONE_IN_CHARGE in result.headings or tapped_about_them(young_person):
        return Route.INDEPENDENT
    return Route.USUAL


def tapped_about_them(young_person: YoungPerson) -> bool:
    """They tapped "it is about them" for somebody; it holds until they change it."""
    rows = wishes(young_person.pk)
    return any(why == WhyLeftOut.ABOUT_THEM and about is None for _, about, why in rows)


def leave_named_out(
    young_person: YoungPerson,
    contribution_id: uuid.UUID,
    said: DraftBody,
    result: ScreeningResult,
    named: Named,
    now: datetime,
    staff: Staff,
) -> None:
    """Leave out whom this contribution must not reach, before any promise about it is made."""
    already = left_out_of(young_person.pk)
    for workers, why in kept_out(young_person, said, result, named, now, staff):
        only_about = None if why is WhyLeftOut.MUST_NOT_KNOW else contribution_id
        _leave_out(young_person, workers, why, now, only_about, already)


def kept_out(
    young_person: YoungPerson,
    said: DraftBody,
    result: ScreeningResult,
    named: Named,
    now: datetime,
    staff: Staff,
) -> list[tuple[Sequence[Worker], WhyLeftOut]]:
    """Whom what they said keeps out, and why: those named as who must not know out of everything, others of this."""
    out: list[tuple[Sequence[Worker], WhyLeftOut]] = [(named.must_not_know, WhyLeftOut.MUST_NOT_KNOW)]
    if Heading.SOMEONE_IN_CHARGE in result.headings:
        if named.by_role:
            out.append((named.by_role, WhyLeftOut.NAMED_IN_WORDS))
        else:
            out.append((_at_home(young_person, now), WhyLeftOut.HOME_STAFF))
    elif named.in_words:
        yes = {worker_id for worker_id, may_read in said.let_read.items() if may_read is True}
        may_not = [
            worker
            for worker in named.in_words
            if asks_for_a_person(result.reasons) or str(worker.pk) not in yes
        ]
        could_read = may_come_to(young_person, now, staff) if may_not else set()
        out.append(([row for row in may_not if row.pk in could_read], WhyLeftOut.NAMED_IN_WORDS))
    return out


def leave_those_in_charge_out(
    young_person: YoungPerson, contribution_id: uuid.UUID, words: str, now: datetime
) -> None:
    """A person saw that it is about somebody in charge: whoever the words name, and everybody at the home."""
    named = names_in(DraftBody(words=words), people_around(young_person, now))
    out = left_out_of(young_person.pk, contribution_id)
    _leave_out(young_person, named.by_role, WhyLeftOut.NAMED_IN_WORDS, now, contribution_id, out)
    leave_home_out(young_person, contribution_id, now)


def leave_home_out(
    young_person: YoungPerson, contribution_id: uuid.UUID, now: datetime, already: Iterable[uuid.UUID] = ()
) -> None:
    """Everybody at the home, out of this one: it may be about somebody there, or is not for them."""
    at_home = _at_home(young_person, now)
    _leave_out(young_person, at_home, WhyLeftOut.HOME_STAFF, now, contribution_id, set(already))


def _at_home(young_person: YoungPerson, now: datetime) -> list[Worker]:
    return list(Worker.objects.filter(pk__in=home_staff(young_person, now)))


def _leave_out(
    young_person: YoungPerson,
    workers: Sequence[Worker],
    why: WhyLeftOut,
    now: datetime,
    only_about: uuid.UUID | None,
    already: set[uuid.UUID],
) -> None:
    for worker in workers:
        if worker.pk not in already:
            actor = as_young_person(young_person.pk)
            leave_out(young_person, worker, why, now, actor=actor, only_about=only_about)
