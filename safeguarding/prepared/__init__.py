"""What every Send asks and writes, by statements that are compiled once and go to the database several at a time.

Django builds a query set and turns it into SQL anew at each call, which takes ten to forty times as long as
the database takes to answer a short one; and each question to PostgreSQL is a journey there and back. So what
is asked at every Send is written down as a query set, as everywhere, but compiled at its first use only. The
SQL is Django's own, for either database, and nothing that was read is kept.
"""

from safeguarding.prepared.asking import Asked, Prepared, ahead, together
from safeguarding.prepared.writing import gathered, inserting, update, updating, write

__all__ = ["Asked", "Prepared", "ahead", "gathered", "inserting", "together", "update", "updating", "write"]
