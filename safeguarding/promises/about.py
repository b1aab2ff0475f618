"""What a promise is about stands on a floor above: rooms there say how to find their own things.

``register("contribution", resolver)`` from the upper floor's ``AppConfig.ready``; a resolver takes ids and
gives back what it found, all in one go.
"""

import uuid
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping

Resolver = Callable[[Collection[uuid.UUID]], Mapping[uuid.UUID, object]]

_resolvers: dict[str, Resolver] = {}


def register(kind: str, resolver: Resolver) -> None:
    """Say how things of this kind are found.

    Registering again replaces: an app may be loaded twice in tests.
    """
    _resolvers[kind] = resolver


def resolve(about: Iterable[tuple[str, uuid.UUID]]) -> dict[tuple[str, uuid.UUID], object]:
    """What each (kind, id) is; those of an unknown kind, or not there any more, are left away."""
    wanted: dict[str, set[uuid.UUID]] = defaultdict(set)
    for kind, id_ in about:
        wanted[kind].add(id_)
    found: dict[tuple[str, uuid.UUID], object] = {}
    for kind, ids in wanted.items():
        if kind in _resolvers:
            found.update({(kind, id_): thing for id_, thing in _resolvers[kind](ids).items()})
    return found
