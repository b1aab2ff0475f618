"""What else is forgotten when somebody is erased: the upper floor says it here, for what only it knows."""

from collections.abc import Callable

from safeguarding.people.models import Card, LeftOut, NamedWorker, PictureLock, YoungPerson

Forget = Callable[[YoungPerson], object]
_more: dict[str, Forget] = {}


def register(name: str, forget: Forget) -> None:
    """Have ``forget(young_person)`` called in the transaction that erases. It must not mind a second time."""
    _more[name] = forget


def forget(young_person: YoungPerson) -> None:
    """Everything that is not sealed and could tell who they were; ids, codes and times stay."""
    for row in (Card, PictureLock, LeftOut, NamedWorker):
        row._default_manager.filter(young_person=young_person).delete()
    for more in _more.values():
        more(young_person)
    fields = ["sealed_name", "name_digest", "return_digest", "born_year", "home", "quotes_allowed_at"]
    for field in fields:
        setattr(young_person, field, None)
    young_person.save(update_fields=fields)
