import uuid
from collections.abc import Collection, Mapping

from safeguarding.promises import about

ONE, TWO = uuid.uuid4(), uuid.uuid4()


def test_each_kind_is_resolved_by_the_room_it_belongs_to_in_one_go() -> None:
    asked: list[set[uuid.UUID]] = []

    def letters(ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, object]:
        asked.append(set(ids))
        return {ONE: "letter"}

    about.register("test_letter", letters)
    try:
        found = about.resolve([("test_letter", ONE), ("test_letter", TWO), ("test_unknown", ONE)])
    finally:
        about._resolvers.pop("test_letter")
    assert found == {("test_letter", ONE): "letter"}
    assert asked == [{ONE, TWO}]
