"""Master keys from the environment or a file, and what is said of one that is missing or wrong."""

import base64
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import env
from safeguarding.vault import keys
from safeguarding.vault.masters import masters, parse
from safeguarding.vault.models import DataKey
from safeguarding.vault.types import CannotOpen
from tests.cast import Cast


def line(name: str, byte: bytes) -> str:
    return f"{name}:{base64.b64encode(byte * 32).decode()}"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2026:not base64!", "'2026' is not base64"),
        ("2026:AAAA", "32 bytes"),
        (f":{base64.b64encode(b'x' * 32).decode()}", "needs a name"),
        (f"{line('a', b'x')},{line('a', b'y')}", "two keys are named 'a'"),
    ],
)
def test_a_key_that_is_none_is_named_and_never_shown(text: str, said: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=said) as error:
        parse(text)
    assert text.partition(":")[2] not in str(error.value)


def test_a_file_that_is_not_there_is_said_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CORNER_MASTER_KEYS_FILE", "/nowhere/keys")
    with pytest.raises(ImproperlyConfigured, match="CORNER_MASTER_KEYS_FILE: /nowhere/keys can't be read"):
        env.master_keys()


def test_what_one_key_wrapped_opens_only_by_it_and_about_the_same(settings: Any) -> None:
    settings.MASTER_KEYS = parse(f"{line('new', b'n')},{line('old', b'o')}")
    name, wrapped = masters().wrap(b"plain", b"about")
    assert name == "new"
    assert b"plain" not in wrapped
    assert masters().unwrap("new", wrapped, b"about") == b"plain"
    for name, about in (("old", b"about"), ("none", b"about"), ("new", b"another")):
        with pytest.raises(CannotOpen):
            masters().unwrap(name, wrapped, about)


def test_a_key_put_into_the_file_is_known_to_who_is_serving(tmp_path: Path, settings: Any) -> None:
    path = tmp_path / "keys"
    path.write_text(line("old", b"o"))
    settings.MASTER_KEYS_FILE = str(path)
    assert masters().names() == ["old"]
    path.write_text(f"{line('new', b'n')}\n{line('old', b'o')}\n")
    assert masters().wrap(b"plain", b"")[0] == "new"
    path.write_text("half a fi")
    assert masters().names() == ["new", "old"], "what can't be read changes nothing"
    path.unlink()
    assert masters().names() == ["new", "old"]


def test_a_destroyed_key_seals_nothing_more_even_while_it_is_in_memory(cast: Cast, now: Any) -> None:
    keys.unwrapped(cast.maya.data_key)
    DataKey.objects.filter(pk=cast.maya.data_key_id).update(wrapped=None, destroyed_at=now)
    fresh = DataKey.objects.get(pk=cast.maya.data_key_id)
    with pytest.raises(CannotOpen):
        keys.unwrapped(fresh)
