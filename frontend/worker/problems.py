"""What went wrong, in words a worker can act on. Nothing was changed; what they typed is still there."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _

from safeguarding.concerns.types import (
    AlreadyAnswered,
    AlreadyClosed,
    ConcernError,
    Incomplete,
    MoreCame,
    NothingOpen,
    Overtaken,
)
from safeguarding.promises.types import AlreadyKept, AlreadyTaken, CannotHave, NobodyToHandTo, PromiseError
from voice.replies.errors import AlreadyWaiting, NothingWritten, NotWaiting, ReplyError

NOT_DONE = (ConcernError, PromiseError, ReplyError)


def problem_of(error: Exception) -> str:
    """One sentence for what could not be done."""
    said = {
        AlreadyClosed: _("This concern was closed meanwhile. Nothing was changed."),
        AlreadyAnswered: _("Somebody has answered this already, or its time is over. Nothing was changed."),
        MoreCame: _(
            "Reasons or a plan came while you wrote. Look at them: then save this again, or change it."
        ),
        Overtaken: _(
            "Reasons or a plan came after this was written, so nobody can agree to it. Say that you do not agree, "
            "and why: then somebody looks again."
        ),
        NothingOpen: _("There is nothing open to do this to. Nothing was changed."),
        AlreadyKept: _("Somebody was first: it is kept already. Nothing was changed."),
        AlreadyTaken: _(
            "Somebody has got this already, or you had your turn. Write the plan, or hand it over."
        ),
        CannotHave: _("They can’t have it: away, left out, or not on its ladder. Choose somebody else."),
        NobodyToHandTo: _("Something would have nobody. Choose who covers."),
        AlreadyWaiting: _("An answer waits already: to be read by a moderator, or to be told."),
        NotWaiting: _("This answer has moved on already."),
        NothingWritten: _("Write your answer first."),
    }
    fallback = _("It changed while you looked. Look again: nothing was lost.")
    return next((text for kind, text in said.items() if isinstance(error, kind)), fallback)


def put_right(form: forms.Form, error: Incomplete) -> None:
    """Say at the field what is missing or can't be."""
    if error.code == "late" and error.limit is not None:
        limit = timezone.localtime(error.limit).strftime("%a %H:%M")
        text = _("Too late for its clock: at the latest %(time)s.") % {"time": limit}
    elif error.code == "past":
        text = _("That time is over.")
    else:
        text = _("Please fill this in.")
    field = {"ends_at": "ends"}.get(error.field, error.field)
    form.add_error(field if field in form.fields else None, text)
