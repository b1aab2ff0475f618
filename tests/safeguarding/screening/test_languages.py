"""A guess at the language, so that somebody can look for an interpreter."""

import pytest
from hypothesis import given as any_of
from hypothesis import strategies as st

from safeguarding.screening.languages import likely_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("أنا خائف في البيت", "Arabic"),
        ("من در خانه می‌ترسم و کمک می‌خواهم", "Farsi or Dari"),
        ("مجھے گھر میں ڈر لگتا ہے", "Urdu"),
        ("زه په کور کې وېرېږم او ښه نه یم", "Pashto"),
        ("Я боюсь идти домой, они кричат каждый вечер", "Russian"),
        ("Я боюся йти додому, мені тут не подобається", "Ukrainian"),
        ("ቤት ውስጥ እፈራለሁ", "Tigrinya or Amharic"),
        ("我害怕回家", "Chinese"),
        ("ਮੈਨੂੰ ਘਰ ਵਿੱਚ ਡਰ ਲੱਗਦਾ ਹੈ", "Punjabi"),
        ("nie chcę wracać do domu, boję się i jest mi bardzo źle", "Polish"),
        ("nu vreau acasă, mi-e frică și sunt singură", "Romanian"),
        ("no quiero ir a casa, tengo mucho miedo", "Spanish"),
        ("je ne veux pas rentrer chez moi, j'ai peur", "French"),
        ("unë nuk dua të shkoj në shtëpi, kam shumë frikë", "Albanian"),
        ("tôi không muốn về nhà, tôi rất sợ", "Vietnamese"),
        ("eve gitmek istemiyorum, çok korkuyorum ve annem yok", "Turkish"),
    ],
)
def test_a_sentence_names_its_language(text: str, language: str) -> None:
    assert likely_language(text) == language


@pytest.mark.parametrize(
    "text", ["", "he hit me and i dont want to go home", "asdf qwer zxcv", "😢😢", "12345"]
)
def test_english_and_what_cannot_be_told_name_none(text: str) -> None:
    assert likely_language(text) is None


@any_of(st.text())
def test_anything_can_be_asked(text: str) -> None:
    likely_language(text)
