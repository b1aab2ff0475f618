"""Keyed digests: how a name, a card or four words are found without being kept, and how their key is changed.

What was digested is gone (nobody keeps a card's token), so another key can't make the digest again. Instead the
digest itself is digested once more under the new key: generation 0 is ``HMAC(first key, text)``, 32 bytes;
generation n is the byte n, then ``HMAC(key n, generation n - 1)``. Every stored digest can be brought to the newest
generation without anything secret, and whoever knows an older key but not the newest can try nothing against it. The
older keys stay needed, for the way from a token to its newest digest begins with them.
"""

import hmac
import unicodedata
from collections.abc import Collection, Iterator
from hashlib import sha256

from django.apps import apps
from django.conf import settings
from django.db.models import BinaryField, F, Model, Q, QuerySet
from django.db.models.functions import Length

from safeguarding.vault.types import CannotOpen

SIZE = 32  # of generation 0; every later one has its number in front
AGAIN = b"again\x00"
BATCH = 500
_more: list[tuple[type[Model], str]] = []


def digest(purpose: str, text: str) -> bytes:
    """A keyed digest to find a name by, without keeping it; capitals and accents don't matter. Of the newest key."""
    return digests(purpose, text)[0]


def digests(purpose: str, text: str) -> list[bytes]:
    """Every digest it may be stored under, the newest first: while the key is changed, some are older."""
    normal = unicodedata.normalize("NFKD", text).casefold().strip()
    return _generations(f"{purpose}\x00{normal}")


def token_digest(purpose: str, token: str) -> bytes:
    """A keyed digest of a secret token, every bit of which counts. Of the newest key."""
    return token_digests(purpose, token)[0]


def token_digests(purpose: str, token: str) -> list[bytes]:
    """As ``digests``, of a token."""
    return _generations(f"{purpose}\x01{token}")


def is_one_of(stored: bytes | memoryview | None, found: Collection[bytes]) -> bool:
    """Whether a stored digest is one of these; in the same time whichever it is."""
    kept = bytes(stored or b"")
    return sum(hmac.compare_digest(kept, each) for each in found) > 0


def newest() -> int:
    """The number of the generation that is made now."""
    return len(settings.DIGEST_KEYS_BEFORE)


def _keys() -> list[bytes]:
    """The first that ever was, then each that took its place."""
    if settings.DIGEST_KEY is None:
        raise CannotOpen("CORNER_DIGEST_KEY is not set")
    return [*settings.DIGEST_KEYS_BEFORE, settings.DIGEST_KEY]


def _generations(text: str) -> list[bytes]:
    first, *later = _keys()
    made = [hmac.new(first, text.encode("utf-8", "surrogatepass"), sha256).digest()]
    for key in later:
        made.append(_once_more(made[-1], key, len(made)))
    return made[::-1]


def _once_more(value: bytes, key: bytes, number: int) -> bytes:
    return bytes([number]) + hmac.new(key, AGAIN + value[-SIZE:], sha256).digest()


def generation_of(stored: bytes | memoryview) -> int:
    """Which key's it is."""
    return 0 if len(stored) == SIZE else stored[0]


def remade(stored: bytes | memoryview) -> bytes:
    """The same, of the newest generation. Nothing has to be known for it but the keys."""
    value = bytes(stored)
    for number, key in enumerate(_keys()):
        if number > generation_of(value):
            value = _once_more(value, key, number)
    return value


def register(model: type[Model], field: str) -> None:
    """A field of the upper floor that holds a keyed digest and is not called ``..._digest``."""
    if (model, field) not in _more:
        _more.append((model, field))


def digest_fields() -> Iterator[tuple[type[Model], str]]:
    """Every field of every model that holds a keyed digest; by its name, but for those that were registered."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, BinaryField) and field.name.endswith("_digest"):
                yield model, field.name
    yield from _more


def _older(model: type[Model], field: str) -> QuerySet[Model]:
    rows = model._default_manager.filter(**{f"{field}__isnull": False}).alias(size=Length(F(field)))
    older: QuerySet[Model] = rows.filter(Q(size=SIZE) | Q(**{f"{field}__lt": bytes([newest()])}))
    return older if newest() else rows.none()


def left() -> int:
    """How many stored digests are of an older key."""
    return sum(_older(model, field).count() for model, field in digest_fields())


def remake(most: int = BATCH) -> int:
    """Bring the next few to the newest generation; 0: nothing is left.

    Each by compare and set, in no transaction of ours: stopped at any moment, the rest is still there, and what
    somebody changed meanwhile is not touched. Whoever looks something up finds it before and after.
    """
    done = 0
    for model, field in digest_fields():
        for key, stored in list(_older(model, field).order_by("pk").values_list("pk", field)[: most - done]):
            same = model._default_manager.filter(**{"pk": key, field: stored})
            same.update(**{field: remade(stored)})
            done += 1
        if done >= most:
            break
    return done
