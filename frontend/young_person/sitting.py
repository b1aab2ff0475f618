"""One sitting: a young person with a session of their own, from their card to Exit."""

import secrets
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.core import signing
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone

from frontend.guards import CardReplaced, unlocked_since, young_person_of
from frontend.young_person.words import BY_LANGUAGE, Words
from safeguarding.people.models import YoungPerson
from safeguarding.people.queries import young_person_here
from safeguarding.promises.finding import find_ladder
from safeguarding.promises.staff import Staff, staff_of
from safeguarding.promises.types import Climb, Clock, PromiseKind, WaitIn
from voice.contributions import drafts
from voice.contributions.foreseeing import Foreseen, foreseen
from voice.contributions.models import Draft
from voice.questions.languages import DEFAULT, offered

P = ParamSpec("P")
UNLOCKED_FOR = timedelta(minutes=10)
# A page that was open longer than this needs the card again; what was typed on it is kept all the same.
PAGE_GOES_ON = timedelta(hours=2)
PAGE_SAVES = timedelta(hours=12)
SALT = "young person's page"


@dataclass
class Sitting:
    """Who is here, and how. ``key`` names this sitting to the drafts room."""

    request: HttpRequest
    young_person: YoungPerson
    now: datetime
    page_draft: Draft | None = None  # the draft the page is of, if it is of one
    _staff: Staff | None = None
    _foreseen: Foreseen | None = None

    @property
    def session(self) -> Any:
        return self.request.session

    @property
    def key(self) -> str:
        return str(self.session.get("sitting", ""))

    @property
    def words(self) -> Words:
        return words_of(self.request)

    @property
    def unlocked(self) -> bool:
        """The picture lock was opened in this sitting, and used in the last ten minutes."""
        since = unlocked_since(self.request)
        return since is not None and since <= self.now < since + UNLOCKED_FOR

    def unlock(self) -> None:
        self.session["unlocked"] = self.now.isoformat()

    @property
    def staff(self) -> Staff:
        """Everybody around them, loaded once for all that a page shows of them."""
        self._staff = self._staff or staff_of(self.young_person, self.now)
        return self._staff

    @property
    def foreseen(self) -> Foreseen:
        """What a Send of the draft on this page would do: whose it becomes, and whom it does not reach."""
        if self._foreseen is None:
            draft = self.page_draft
            self._foreseen = foreseen(draft, self.now, self.staff) if draft else Foreseen()
        return self._foreseen

    def draft(self) -> Draft | None:
        """The open draft this sitting may see."""
        return drafts.open_draft(self.young_person, self.key, unlocked=self.unlocked)

    def token(self) -> str:
        """Signed into every page: lets the page save what was typed on it when its session has died."""
        told = {"y": self.young_person.pk.hex, "s": self.key, "c": str(self.session.get("card", ""))}
        if self.page_draft is not None:
            told |= {"d": self.page_draft.pk.hex, "a": self.page_draft.about}
        return signing.dumps(told, salt=SALT)

    def posted(self) -> "Told | None":
        """What the posted page's token says, if it is a page of this sitting."""
        there = told_by(self.request, known=self.young_person)
        mine = there is not None and (there.young_person, there.key) == (self.young_person, self.key)
        return there if mine else None


def words_of(request: HttpRequest) -> Words:
    """The strings this browser's session asked for."""
    session = request.session
    language = session.get("language", "en")
    # A language without strings yet is read in English, and its page says so to a screen reader.
    return Words(language if language in BY_LANGUAGE else "en", session.get("reading_help") == "easy")


def begin(request: HttpRequest, young_person: YoungPerson, key: str = "", card: str = "") -> None:
    """A new sitting, or (``key``) one that goes on. Any session before it is gone.

    It lives no longer than the ``card`` it was opened with.
    """
    request.session.flush()
    request.session["young_person"] = str(young_person.pk)
    if card:
        request.session["card"] = card
    request.session["sitting"] = key or secrets.token_urlsafe(18)
    on = {language.code for language in offered(young_person.service)}
    request.session["language"] = young_person.language if young_person.language in on else DEFAULT
    request.session["reading_help"] = young_person.reading_help
    request.session["looks_in"] = _looks_in(young_person)


def _looks_in(young_person: YoungPerson) -> int:
    """Minutes until somebody looks at "I am not safe", by its ladder; 0 when that says no minutes."""
    ladder = find_ladder(young_person.service, PromiseKind.LOOK, Clock.NOW, Climb.HELP_NOW, timezone.now())
    first = ladder.rungs.order_by("position").first()
    return first.wait if first is not None and first.wait_in == WaitIn.CLOCK else 0


def here_now(request: HttpRequest) -> Sitting | None:
    """The sitting whose session this is, or None. Raises CardReplaced: its page is ``broken.card_replaced``."""
    young_person = young_person_of(request)
    return Sitting(request, young_person, timezone.now()) if young_person else None


def of(request: HttpRequest) -> Sitting | None:
    """The same for what must work whatever has happened to the card: Exit, Help now, keeping what was typed."""
    try:
        return here_now(request)
    except CardReplaced:
        return None


@dataclass(frozen=True)
class Told:
    """What a page's token says: whose it is, of which sitting, and of which draft."""

    young_person: YoungPerson
    key: str
    draft_id: str = ""
    about: str = ""
    card: str = ""  # the one the sitting was opened with

    def card_lives(self) -> bool:
        """No new card has taken the place of the one this page was opened with."""
        return not self.card or young_person_here(self.young_person.pk, uuid.UUID(self.card)) is not None

    def draft(self) -> Draft | None:
        """The draft the page is of, sent or not; for a page that is of none, the open one of its sitting."""
        if self.draft_id:
            return drafts.draft_of(self.young_person, self.draft_id, self.key)
        return drafts.open_draft(self.young_person, self.key)


def told_by(
    request: HttpRequest, most: timedelta = PAGE_SAVES, known: YoungPerson | None = None
) -> Told | None:
    """What the posted page's own signed token says, session or not. ``known``: loaded for this request."""
    try:
        told = _signed(request, most)
        key, sitting_key = uuid.UUID(told["y"]), str(told["s"])
        draft_id, about, card = str(told.get("d", "")), str(told.get("a", "")), str(told.get("c", ""))
    except (signing.BadSignature, ValueError, KeyError, TypeError):
        return None
    young_person = known if known is not None and known.pk == key else young_person_here(key)
    return Told(young_person, sitting_key, draft_id, about, card) if young_person else None


def _signed(request: HttpRequest, most: timedelta = PAGE_SAVES) -> dict[str, str]:
    told: dict[str, str] = signing.loads(str(request.POST.get("d", "")), salt=SALT, max_age=most)
    return told


def draft_on_page(request: HttpRequest) -> uuid.UUID | None:
    """Which draft the posted page says it is of. Whose it is, ``told_by`` and ``draft_of`` find out."""
    try:
        return uuid.UUID(_signed(request)["d"])
    except (signing.BadSignature, ValueError, KeyError, TypeError):
        return None


def go_on_from_page(request: HttpRequest, draft: Draft) -> bool:
    """The sitting of the posted page goes on in a new session with ``draft``, if the page isn't old.

    As with a card, the lock stays shut.
    """
    told = told_by(request, PAGE_GOES_ON)
    if told is None or not told.card_lives():
        return False
    begin(request, told.young_person, told.key, told.card)
    go_on_with(request, draft)
    return True


def go_on_with(request: HttpRequest, draft: Draft) -> None:
    """The pages from now on are of ``draft``."""
    request.session["about"], request.session["understood"] = draft.about, True
    request.session["if_leave"] = draft.if_leave


View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]
SittingView = Callable[Concatenate[Sitting, P], HttpResponseBase]


def sitting(view: SittingView[P]) -> View[P]:
    """Only with a sitting; anybody else comes to the door, where the numbers stand."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        here = here_now(request)
        return view(here, *args, **kwargs) if here else redirect("home")

    return guarded


def unlocked(view: SittingView[P]) -> View[P]:
    """Only with the picture lock open. It shuts by itself ten minutes after the last such page."""

    @wraps(view)
    def guarded(here: Sitting, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not here.unlocked:
            here.session["after_lock"] = here.request.path
            return redirect("unlock")
        here.unlock()
        return view(here, *args, **kwargs)

    return sitting(guarded)
