"""Sessions in the database, as Django's own, with two differences.

A save waits for this process's turn to write: without that, a crowd on SQLite can starve a session's save after
the words were stored, and the page would look broken. And every page reads and writes its session by prepared
statements.
"""

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.models import Session
from django.db import DatabaseError
from django.utils import timezone

from safeguarding.prepared import Prepared, update
from safeguarding.trail.turns import in_turn

LIVING = Prepared(lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now))


class SessionStore(db.SessionStore):
    """Django's, in turn."""

    def _get_session_from_db(self) -> Session | None:
        living = LIVING.first(key=str(self.session_key), now=timezone.now())
        if living is None:
            self._session_key = None
        return living

    def save(self, must_create: bool = False) -> Any:
        """Write the session when it is this thread's turn. Raises UpdateError when it is gone or can't be written."""
        with in_turn():
            if must_create or self.session_key is None:
                return super().save(must_create)
            row = self.create_model_instance(dict(self.items()))
            try:
                there = update(row, "session_data", "expire_date")
            except DatabaseError as error:
                raise UpdateError from error
            if not there:
                raise UpdateError
            return None
