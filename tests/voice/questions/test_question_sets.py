import shutil
import tomllib
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.core.management import call_command

from voice.questions import load as loading
from voice.questions.models import Question, QuestionSet, QuestionText
from voice.questions.queries import current_set, questions_of, text
from voice.questions.types import Scale, Tier

pytestmark = pytest.mark.django_db


def shipped() -> int:
    """How many sets the folder holds, one for each age it asks."""
    return sum(len(tomllib.loads(file.read_text())["tier"]) for file in loading.DATA.glob("*.toml"))


def test_the_core_covers_every_age(now: datetime) -> None:
    assert loading.load(now) == shipped()
    shape = {}
    for tier in Tier:
        question_set = current_set("decision", tier)
        assert question_set is not None
        shape[tier] = (question_set.scale, [question.part for question in questions_of(question_set)])
    six = ["told", "asked", "said", "heard", "counted", "back"]
    assert shape == {
        Tier.FOUR: (Scale.THREE, ["told", "asked", "heard"]),
        Tier.EIGHT: (Scale.THREE, six),
        Tier.ELEVEN: (Scale.FIVE, six),
        Tier.EIGHTEEN: (Scale.FIVE, six),
    }


def test_loading_twice_changes_nothing(now: datetime) -> None:
    loading.load(now)
    assert loading.load(now + timedelta(days=1)) == 0
    assert QuestionSet.objects.count() == shipped()


def test_a_changed_word_makes_a_new_version_and_keeps_the_old(now: datetime, tmp_path: Path) -> None:
    loading.load(now)
    file = tmp_path / "decision.toml"
    shutil.copy(loading.DATA / "decision.toml", file)
    file.write_text(file.read_text().replace("Did they ask you?", "Did somebody ask you?"))
    assert loading.load(now + timedelta(days=1), tmp_path) == 1
    old = QuestionSet.objects.get(key="decision", tier=Tier.FOUR, version=1)
    new = current_set("decision", Tier.FOUR)
    assert new is not None and new.version == 2 and old.ended_at == now + timedelta(days=1)
    assert text(old.questions.get(code="asked"), "en") == "Did they ask you?"
    assert text(new.questions.get(code="asked"), "en") == "Did somebody ask you?"


def test_a_file_that_can_t_be_used_loads_nothing(now: datetime, tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text(
        'key = "bad"\n[[tier]]\ntier = "8-10"\nscale = "three"\nquestion = []\n'
        '[[tier]]\ntier = "99"\nscale = "five"\n'
    )
    with pytest.raises(ValueError):
        loading.load(now, tmp_path)
    assert not QuestionSet.objects.exists()


def test_the_command_loads_them(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load_questions")
    call_command("load_questions")
    assert capsys.readouterr().out.splitlines() == [
        f"{shipped()} question sets got a new version",
        "0 question sets got a new version",
    ]


def test_a_language_without_a_text_falls_back_to_english(now: datetime) -> None:
    loading.load(now)
    question = Question.objects.filter(code="heard", set__tier=Tier.ELEVEN).get()
    QuestionText.objects.filter(question=question, language="en-easy").delete()
    assert text(question, "en-easy") == text(question, "en") == text(question, "xx")
    assert text(question, "ar") != text(question, "en")
