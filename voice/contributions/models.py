"""What young people say: drafts, contributions, answers, words."""

import uuid

from django.db import models
from django.db.models import Q

from safeguarding.concerns.types import Pace
from safeguarding.people.models import Service, YoungPerson
from safeguarding.people.types import Route
from safeguarding.promises.models import Promise
from voice.contributions.types import About, AnswerWay, IfLeave, WithMe
from voice.decisions.models import Decision
from voice.participation.models import Block
from voice.questions.models import QuestionSet
from voice.questions.types import Part, Scale


class Draft(models.Model):
    """Not sent yet. One sealed JSON value, saved at each page."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    young_person = models.ForeignKey(YoungPerson, on_delete=models.CASCADE, related_name="drafts")
    about = models.CharField(max_length=8, choices=About.choices)
    decision = models.ForeignKey(Decision, null=True, on_delete=models.PROTECT, related_name="+")
    question_set = models.ForeignKey(QuestionSet, null=True, on_delete=models.PROTECT, related_name="+")
    sealed_body = models.BinaryField()
    if_leave = models.CharField(max_length=5, choices=IfLeave.choices, blank=True)
    # Whoever holds the session that wrote it may see it again without the picture lock; a keyed digest.
    session_digest = models.BinaryField(max_length=32, null=True)
    begun_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    # Kept by somebody's choice while another sitting began: nobody sees it until the picture lock is opened.
    set_aside_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="draft_one_open",
                fields=["young_person"],
                condition=Q(sent_at__isnull=True, set_aside_at__isnull=True),
            ),
        ]
        indexes = [
            # actions.send_left_drafts: drafts whose owner went away and wanted them sent
            models.Index(
                fields=["saved_at"],
                name="draft_to_send",
                condition=Q(sent_at__isnull=True, if_leave=IfLeave.SEND),
            ),
        ]

    def __str__(self) -> str:
        return f"draft {self.id}"


class Contribution(models.Model):
    """One sitting's answers and words. It can't be stored without the promise that a person reads it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    young_person = models.ForeignKey(YoungPerson, on_delete=models.PROTECT, related_name="contributions")
    service = models.ForeignKey(
        Service, on_delete=models.PROTECT, related_name="+"
    )  # the team when it was sent
    about = models.CharField(max_length=8, choices=About.choices)
    decision = models.ForeignKey(Decision, null=True, on_delete=models.PROTECT, related_name="contributions")
    question_set = models.ForeignKey(QuestionSet, null=True, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=12)
    route = models.CharField(max_length=11, choices=Route.choices, default=Route.USUAL)
    pace = models.CharField(max_length=12, choices=Pace.choices, blank=True)
    with_me = models.CharField(max_length=14, choices=WithMe.choices, blank=True)
    answer_way = models.CharField(max_length=9, choices=AnswerWay.choices, default=AnswerWay.HERE)
    sealed_reach = models.BinaryField(null=True)  # how and when it is safe to reach them
    sealed_must_not_know = models.BinaryField(null=True)
    sealed_pictures = models.BinaryField(null=True)  # codes chosen from the board, one space between
    quote_ok = models.BooleanField(default=False)  # their yes to words being let out after redaction
    readable = models.BooleanField(default=True)  # False: rules could not read it, so a person does, today
    unreadable_because = models.CharField(max_length=40, blank=True)
    rulebook = models.CharField(max_length=40, blank=True)  # the version that screened it
    rules_checked = models.BooleanField(default=False)  # 1 in 20 unflagged: did the rules miss anything?
    sent_at = models.DateTimeField()
    draft_id = models.UUIDField(unique=True)  # a second Send of the same draft finds the first
    taken_back_at = models.DateTimeField(null=True)
    reading = models.OneToOneField(Promise, on_delete=models.PROTECT, related_name="+")
    moderation = models.OneToOneField(Promise, null=True, on_delete=models.PROTECT, related_name="+")
    is_practice = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["young_person", "sent_at"], name="contribution_young_person"),
        ]
        constraints = [
            # Messages to an advocate are read by the advocate alone; everything else by a moderator too.
            models.CheckConstraint(
                name="contribution_moderated_unless_advocate",
                condition=Q(route=Route.ADVOCATE) | Q(moderation__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"contribution {self.id}"


class Words(models.Model):
    """What they wrote, sealed, exactly as typed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    contribution = models.OneToOneField(Contribution, on_delete=models.CASCADE, related_name="words")
    sealed_text = models.BinaryField()
    length = models.PositiveIntegerField()  # code points

    def __str__(self) -> str:
        return f"words {self.id}"


class Noticed(models.Model):
    """A sign that asks for nothing alone. Kept so that it counts beside others: no concern, no clock."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="noticed")
    young_person = models.ForeignKey(YoungPerson, on_delete=models.CASCADE, related_name="+")
    rule = models.CharField(max_length=60)
    rule_version = models.PositiveIntegerField()
    heading = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        # screening.history_of: what the rules noticed before
        indexes = [models.Index(fields=["young_person", "at"], name="noticed_young_person")]

    def __str__(self) -> str:
        return self.rule


class Answer(models.Model):
    """One tap. Stamped with the team of the moment; in at most one closed block."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="answers")
    young_person = models.ForeignKey(YoungPerson, on_delete=models.CASCADE, related_name="+")
    team = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    question = models.CharField(max_length=40)
    part = models.CharField(max_length=8, choices=Part.choices, blank=True)
    scale = models.CharField(max_length=5, choices=Scale.choices)
    value = models.CharField(max_length=12)  # "1".."5", or a Beside code
    given_at = models.DateTimeField()
    block = models.ForeignKey(Block, null=True, on_delete=models.SET_NULL, related_name="answers")

    class Meta:
        constraints = [models.UniqueConstraint(name="answer_once", fields=["contribution", "question"])]
        indexes = [
            # participation: the open pool of a team
            models.Index(
                fields=["team", "part", "given_at"], name="answer_open", condition=Q(block__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return self.question
