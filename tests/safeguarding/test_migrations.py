"""What was stored before a migration is there after it, on a database of its own."""

import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from safeguarding.vault import envelope, keys

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
FIRST = [("safeguarding", "0001_initial")]
SEALED = [("safeguarding", "0004_leave_no_plain_copy")]
ELSEWHERE = "elsewhere"


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[str]:
    """An empty database beside the one of the tests, of the same kind."""
    name = f"corner_{uuid.uuid4().hex}"
    if connection.vendor == "sqlite":
        name = str(tmp_path / "elsewhere.sqlite3")
    else:
        with connection.cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}"')
    another = connections.create_connection("default")
    another.alias, another.settings_dict = ELSEWHERE, {**connection.settings_dict, "NAME": name}
    connections[ELSEWHERE] = another
    try:
        yield ELSEWHERE
    finally:
        another.close()
        del connections[ELSEWHERE]
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(f'DROP DATABASE "{name}"')


def migrate(to: list[tuple[str, str]]) -> Any:
    """The models as they are there."""
    executor = MigrationExecutor(connections[ELSEWHERE])
    executor.migrate(to)
    return MigrationExecutor(connections[ELSEWHERE]).loader.project_state(to).apps


def a_concern(apps: Any, now: datetime, *, erased: bool = False) -> Any:
    """One, with all that has to stand behind it."""

    def make(model: str, **values: Any) -> Any:
        return apps.get_model("safeguarding", model).objects.using(ELSEWHERE).create(**values)

    key = make("DataKey", **vars_of(keys._new(now)))
    service = make("Service", kind="team", name="Team", path=f"{uuid.uuid4()}/")
    worker = make("Worker", email=f"{uuid.uuid4()}@example.org", name="Asha", known_as="Asha")
    who = make("YoungPerson", data_key=key, service=service, joined_at=now)
    ladder = make("Ladder", service=service, kind="look", clock="soon", climb="usual", made_at=now)

    def promise() -> Any:
        return make(
            "Promise", kind="look", clock="soon", climb="usual", about_kind="concern", about_id=uuid.uuid4(),
            young_person=who, service=service, ladder=ladder, made_at=now, since=now, due_at=now, kept_at=now,
        )  # fmt: skip

    concern = make(
        "Concern", young_person=who, service=service, from_kind="contribution", from_id=uuid.uuid4(),
        urgency="soon", needs_second=False, opened_at=now, look=promise(),
    )  # fmt: skip
    make(
        "AdviceQuestion", concern=concern, asked_by=worker, adviser=worker, sealed_question=b"q",
        sealed_chosen=b"c", basis="" if erased else "To keep a child safe", asked_at=now,
        ends_at=now + timedelta(days=1), advise=promise(),
    )  # fmt: skip
    for receiver in ("", "" if erased else "Zelda's duty desk"):
        make(
            "Outcome", concern=concern, kind="police", sealed_reason=b"r", receiver=receiver,
            reference="ZX-17" if receiver else "", by=worker, at=now,
        )  # fmt: skip
    if erased:
        apps.get_model("safeguarding", "DataKey").objects.using(ELSEWHERE).filter(pk=key.pk).update(
            wrapped=None, destroyed_at=now
        )
    return concern


def vars_of(row: Any) -> dict[str, Any]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def files(place: str) -> bytes:
    name = str(connections[place].settings_dict["NAME"])
    return b"".join(path.read_bytes() for path in Path(name).parent.glob(f"{Path(name).name}*"))


def test_what_staff_wrote_beside_sealed_words_is_sealed_where_it_stood_plain(
    elsewhere: str, now: datetime
) -> None:
    before = migrate(FIRST)
    concern, erased = a_concern(before, now), a_concern(before, now, erased=True)
    if connection.vendor == "sqlite":
        assert b"Zelda" in files(elsewhere), "the control: it stood there"
    after = migrate(SEALED)
    question = after.get_model("safeguarding", "AdviceQuestion").objects.using(elsewhere)
    outcomes = after.get_model("safeguarding", "Outcome").objects.using(elsewhere)
    keys.forget_unwrapped()
    keys.unwrapped(_key_of(after, concern))
    told = {row.sealed_receiver is not None: row for row in outcomes.filter(concern_id=concern.pk)}
    assert envelope.open_sealed(question.get(concern_id=concern.pk), "sealed_basis") == "To keep a child safe"
    assert envelope.open_sealed(told[True], "sealed_receiver") == "Zelda's duty desk"
    assert envelope.open_sealed(told[True], "sealed_reference") == "ZX-17"
    assert told[False].sealed_reference is None
    assert question.get(concern_id=erased.pk).sealed_basis is None, "whose key is gone has nothing to seal"
    if connection.vendor == "sqlite":
        assert b"Zelda" not in files(elsewhere)
    again = migrate(FIRST)
    back = again.get_model("safeguarding", "Outcome").objects.using(elsewhere).filter(concern_id=concern.pk)
    assert sorted(back.values_list("receiver", "reference")) == [("", ""), ("Zelda's duty desk", "ZX-17")]


def _key_of(apps: Any, concern: Any) -> Any:
    rows = apps.get_model("safeguarding", "YoungPerson").objects.using(ELSEWHERE)
    return rows.select_related("data_key").get(pk=concern.young_person_id).data_key
