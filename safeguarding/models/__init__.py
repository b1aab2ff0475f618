"""Gathers the rooms' models for Django. Rooms import from rooms, never from here."""

from safeguarding.concerns import models as concerns
from safeguarding.erasure import models as erasure
from safeguarding.people import models as people
from safeguarding.promises import models as promises
from safeguarding.rulebook import models as rulebook
from safeguarding.sign_in import models as sign_in
from safeguarding.trail import models as trail
from safeguarding.vault import models as vault

__all__ = ["concerns", "erasure", "people", "promises", "rulebook", "sign_in", "trail", "vault"]
