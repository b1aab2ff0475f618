"""Every string a young person reads: its reading grade, its sentences, and what it must never say."""

import re
import warnings
from pathlib import Path

import pytest
from django.urls import get_resolver

from frontend.young_person import urls
from frontend.young_person.words import BY_LANGUAGE, Words
from frontend.young_person.words.en import EN

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # textstat 0.7.4 still asks for pkg_resources
    import textstat

TEMPLATES = Path(urls.__file__).parent / "templates" / "young_person"
SHARED = Path(urls.__file__).parent.parent / "components"
SOURCES = sorted(Path(urls.__file__).parent.glob("*.py"))
PLACES = {
    "who": "Sam", "by": "today by 4", "will": "will read it", "did": "read it", "n": "2", "all": "6",
    "day": "Friday", "low": "No", "size": "1",
}  # fmt: skip
# Harder words: each stands with a picture and its plain meaning where it is first read. Childline is a
# name; decisions and promises are explained on their rows at home, an advocate on a page of its own.
HARDER = {
    "childline": "they", "decisions": "things", "promises": "things", "advocate": "friend", "advice": "help",
    "answers": "things", "answer": "thing", "questions": "things", "pictures": "things",
    "exit": "the door", "language": "way", "happened": "is here", "guitar": "ball",
}  # fmt: skip
TELLING = re.compile(
    r"abuse|safe|danger|hurt|harm|care|social|worker|concern|report|violen|rape|secret|council|child|help|promise"
    r"|decision|advoc|complain|answer|words|lock|said|seen|who|young",
    re.IGNORECASE,
)
NEVER = re.compile(
    r"\b(placement|contact|respite|disclos\w*|allegation|vulnerab\w*|at risk|victim|case)\b", re.IGNORECASE
)


def filled(text: str) -> str:
    return re.sub(r"{(\w+)}", lambda found: PLACES[found[1]], text)


def plain(text: str) -> str:
    """With each harder word replaced by an easy one: they are judged one by one, above."""
    return re.sub(r"[a-z]+", lambda found: HARDER.get(found[0], found[0]), filled(text).lower())


def sentences(text: str) -> list[str]:
    return [part for part in re.split(r"[.!?]+\s*", filled(text)) if part]


def english() -> list[tuple[str, str]]:
    easy = BY_LANGUAGE["en-easy"]
    return [*EN.items(), *((f"{key} (easy)", text) for key, text in easy.items())]


@pytest.mark.parametrize(("key", "text"), english())
def test_every_string_reads_at_grade_four_or_below(key: str, text: str) -> None:
    assert textstat.spache_readability(plain(text)) <= 4.0, text
    assert all(len(sentence.split()) <= 15 for sentence in sentences(text)), text
    assert not NEVER.search(text), text


def test_no_page_names_a_string_that_is_not_there() -> None:
    used = set()
    for path in TEMPLATES.glob("*.html"):
        used |= set(re.findall(r"\bw\.(\w+)", path.read_text()))
    assert used - {"language", "direction", "code"} <= set(EN)
    for path in SOURCES:
        for key in re.findall(r"""(?:words|texts)(?:\[|\.say\()["'](\w+)["']""", path.read_text()):
            assert key in EN, f"{path.name}: {key}"


def test_every_string_is_used() -> None:
    text = "".join(path.read_text() for path in [*SOURCES, *TEMPLATES.glob("*.html")])
    unused = [key for key in EN if not re.search(rf"\b{key}\b", text) and not made_up(key)]
    assert not unused


def made_up(key: str) -> bool:
    """Keys that code puts together from a stem and a code."""
    stems = ("leave_", "with_me_", "pace_", "reach_", "way_", "quote_", "will_", "did_", "picture_", "exit_",
             "advocate_", "complain_", "take_back_", "why_", "role_", "made_", "pen_", "board_",
             "talk_to_")  # fmt: skip
    return key.startswith(stems) or key in ("read", "hear", "bigger", "easy", "reads_by", "looks_by")


@pytest.mark.parametrize("language", [code for code in BY_LANGUAGE if code != "en"])
def test_a_translation_fills_the_same_places(language: str) -> None:
    for key, text in BY_LANGUAGE[language].items():
        assert set(re.findall(r"{(\w+)}", text)) == set(re.findall(r"{(\w+)}", EN[key])), key


def test_the_shared_parts_read_as_easily() -> None:
    for part in ("young_person_page", "help", "person", "picture_lock", "speaker"):
        markup = (SHARED / part / "template.html").read_text()
        texts = re.findall(r'{% translate "(.+?)" %}', markup)
        texts += re.findall(r"{% blocktranslate[^%]*%}(.+?){% endblocktranslate %}", markup)
        for text in texts:
            said = re.sub(r"<[^>]+>", "", re.sub(r"{{ name }}", "Sam", re.sub(r"{{ done }}", "2", text)))
            assert textstat.spache_readability(plain(said)) <= 4.0, said


def test_no_address_says_what_it_is_about() -> None:
    for pattern in get_resolver("frontend.young_person.urls").url_patterns:
        route = re.sub(r"<[^>]+>", "", str(pattern.pattern))
        assert not TELLING.search(route), route
        assert max((len(part) for part in route.split("/")), default=0) <= 1 or route == "exit"


def test_easy_words_are_those_of_easy_english() -> None:
    assert Words("en", easy=True)["topic"] == "What is it about?"
    assert Words("en")["topic"] == EN["topic"]
    assert Words("ar").direction == "rtl"
