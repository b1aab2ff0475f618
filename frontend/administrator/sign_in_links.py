"""Sign-in links for those a file of workers brought, fifty at a press. Only they see them."""

from datetime import datetime
from smtplib import SMTPException

from frontend.staff.links import send_welcome
from safeguarding.people.models import ImportFile, Worker
from safeguarding.responsibility.imports.queries import added_workers
from safeguarding.responsibility.imports.taking_in import note_links

MOST = 50


def send_links(administrator: Worker, file: ImportFile, now: datetime) -> tuple[int, int]:
    """Mail the next fifty. Returns how many went and how many did not."""
    begin = file.became.get("links", 0)
    workers = added_workers(file, now)[begin : begin + MOST]
    sent = failed = 0
    for worker in workers:
        try:
            send_welcome(worker)
            sent += 1
        except (OSError, SMTPException):
            failed += 1
    if workers:
        note_links(file, begin + len(workers), now, administrator)
    return sent, failed
