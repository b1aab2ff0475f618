"""g: on PostgreSQL the database itself keeps a manager's query away from everything that was said."""

import pytest
from django.conf import settings as real
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client
from pytest_django import Settings

from tests.attack.conftest import Note
from tests.attack.crawler import crawl
from tests.attack.simulated import Simulated
from voice.contributions.models import Answer
from voice.participation import published
from voice.participation.models import ReleaseSum
from voice.participation.reader import READABLE, NotAName, make_reader, reading

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        "postgresql" not in real.DATABASES["default"]["ENGINE"], reason="roles: PostgreSQL only"
    ),
]


@pytest.fixture
def role(db: None, settings: Settings) -> str:
    """A role of this test database's own: roles belong to the whole server."""
    settings.READER_ROLE = f"reader_of_{connection.settings_dict['NAME']}"[:60]
    call_command("make_reader", settings.READER_ROLE)
    return str(settings.READER_ROLE)


def test_the_reader_reads_release_tables_and_the_view_of_overdue_work_only(role: str, note: Note) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind IN ('r','v','m','p') AND relnamespace = 'public'::regnamespace"
        )
        every = [name for (name,) in cursor.fetchall()]
        rights = {}
        for table in every:
            for right in ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE"):
                cursor.execute("SELECT has_table_privilege(%s, %s, %s)", [role, f'public."{table}"', right])
                rights[table, right] = cursor.fetchone() == (True,)
    may = {key for key, allowed in rights.items() if allowed}
    note(attack="grants", tables=len(every), readable=len(may))
    assert may == {(table, "SELECT") for table in READABLE}
    assert len(every) > 40


def test_reading_an_answer_as_the_reader_is_refused_by_the_database(role: str) -> None:
    assert Answer.objects.count() == 0, "the control: the product itself may"
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic(), reading():
        list(Answer.objects.all())
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic(), reading():
        ReleaseSum.objects.all().delete()


def test_the_role_is_put_down_again_also_after_an_error_and_inside_other_transactions(role: str) -> None:
    def whoever() -> str:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_user")
            return str(cursor.fetchone()[0])

    before = whoever()
    with transaction.atomic():
        with reading():
            assert whoever() == role
        assert whoever() == before
    with pytest.raises(DatabaseError), transaction.atomic(), reading():
        list(Answer.objects.all())
    with pytest.raises(ZeroDivisionError), transaction.atomic(), reading():
        raise ZeroDivisionError
    assert whoever() == before


def test_every_page_works_as_the_reader(role: str, simulated: Simulated, client: Client, note: Note) -> None:
    client.force_login(simulated.world.lena)
    pages = crawl(client, filters=())
    assert len(pages) > 15
    assert published.table(simulated.world.service)


def test_a_role_has_a_plain_name() -> None:
    with pytest.raises(NotAName):
        make_reader("reader; DROP TABLE voice_answer")
