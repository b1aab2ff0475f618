"""Words of the sign-in room."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import TextChoices


class Way(TextChoices):
    """What let somebody in, besides their password or their organisation's own sign-in."""

    APP = "app"  # six digits of an app on their phone
    PASSKEY = "passkey"
    CODE = "code"  # a recovery code, which works once
    PROVIDER = "provider"  # the organisation's own sign-in said that it asked for a second step
    DEMO = "demo"  # a link of the fictional service


class Device(TextChoices):
    COMPUTER = "computer"
    PHONE = "phone"
    TABLET = "tablet"


class WrongCode(Exception):
    """These digits or this passkey do not go with this worker, or were used before."""


class LastWay(Exception):
    """Without it they could not come in any more."""


@dataclass(frozen=True)
class Passkey:
    """One of a worker's passkeys, as they may be shown it."""

    id: int
    name: str
    made_at: datetime
    last_used_at: datetime | None


@dataclass(frozen=True)
class Ways:
    """The second steps a worker has set up."""

    app: bool
    passkeys: tuple[Passkey, ...]
    codes_left: int
    codes_seen: bool  # they were shown, and the worker said that they are kept

    @property
    def can_come_in(self) -> bool:
        """An app or a passkey: recovery codes alone are no second step."""
        return self.app or bool(self.passkeys)

    @property
    def spare(self) -> bool:
        """One of them could go."""
        return len(self.passkeys) + int(self.app) > 1


@dataclass(frozen=True)
class OpenSession:
    """Where a worker is signed in now. Nothing of it is an address."""

    id: UUID
    device: Device
    browser: str
    way: Way
    since: datetime
    here: bool
