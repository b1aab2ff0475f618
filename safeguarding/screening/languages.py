"""Which language is this likely to be? A guess for finding an interpreter: nothing is decided by it.

By the letters where they tell, else by the small words people use most. Offline, and without a model.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

LETTERS = re.compile(r"[^\W\d_]+")
# Enough to tell; a long text costs no more.
LOOKED_AT = 4_000
ENOUGH_WORDS = 2

# The beginning of a letter's Unicode name, and the language usually written so.
SCRIPTS = {
    "ARABIC": "Arabic", "CYRILLIC": "Russian", "GREEK": "Greek", "HEBREW": "Hebrew", "DEVANAGARI": "Hindi",
    "BENGALI": "Bengali", "GURMUKHI": "Punjabi", "GUJARATI": "Gujarati", "TAMIL": "Tamil", "THAI": "Thai",
    "HANGUL": "Korean", "HIRAGANA": "Japanese", "KATAKANA": "Japanese", "CJK": "Chinese",
    "ETHIOPIC": "Tigrinya or Amharic", "GEORGIAN": "Georgian", "ARMENIAN": "Armenian", "SINHALA": "Sinhala",
}  # fmt: skip
# Letters that only one language of a script has; the first that is found decides.
TELLING = {
    "Arabic": (("Pashto", "ښځډړګڼ"), ("Kurdish", "ێۆڵەڕ"), ("Urdu", "ٹڈڑےں"), ("Farsi or Dari", "پچژگیک")),
    "Russian": (("Ukrainian", "іїєґ"), ("Russian", "ыэё")),
    "Hindi": (("Hindi", ""),),
}
# The small words people use most, without accents.
SMALL_WORDS = {
    "English": "the and to i is my me was not it in of that he she they for with do have you but what",
    "Polish": "nie jest mnie sie ze mam moj moja na co bardzo ja mi tu chce dom boje jestem wszystko tak dlaczego",
    "Romanian": "nu sunt este mie mi si ca sa am meu mea cu pe vreau acasa foarte imi frica aici pentru sunt ma",
    "Spanish": "no que me el la mi en de es y estoy casa quiero muy los por con tengo miedo pero aqui se",
    "Portuguese": "nao que me o eu minha meu estou em casa quero muito com tenho medo mas aqui para uma ele ela",
    "French": "je ne pas suis le la les mon ma est il elle me veux peur chez avec et dans pour que tres mais",
    "German": "ich nicht ist mein meine und das die der bin habe zu hause angst will sehr mir mit hier er sie aber",
    "Italian": "non sono mi il la mio mia che di casa ho paura voglio molto con qui per una lui lei e ma perche",
    "Turkish": "ben bir ve bu cok degil beni bana evde icin ne var yok istiyorum korkuyorum annem babam ama gibi o",
    "Albanian": "une nuk jam eshte ne dhe me te shume kam dua shtepi frike nga per si mua nje qe ketu por",
    "Vietnamese": "toi khong la va co mot cua o nha rat muon so me cho duoc nguoi nay da voi em anh",
    "Somali": "waa ma ku iyo waxaan aan guriga la ka in aad oo anigu baan ahay cabsanayaa doonayaa hooyo ii i",
    "Lithuanian": "as ne yra man mano ir namie noriu labai bijau kad su tai bet cia jis ji esu nera kaip",
    "Czech or Slovak": "ja nie je som mi moj moja a na to se jsem ne mam doma chci chcem bojim velmi moc ale tu tady",
    "Welsh": "dw i ddim mae yn y fi eisiau ac ofn gartref fy iawn ond yma bod ar gyda ydw hi fe nid",
    "Gaelic": "tha mi chan eil agus an am mo dhachaigh orm eagal gu math anns le airson e i ann bha cha",
}  # fmt: skip
_WORDS = {language: frozenset(words.split()) for language, words in SMALL_WORDS.items()}


def likely_language(text: str) -> str | None:
    """The likeliest language in plain words ("Farsi or Dari"); None when it is English or cannot be told."""
    words = LETTERS.findall(text[:LOOKED_AT].lower())
    scripts = Counter(_script(letter) for word in words for letter in word if not letter.isascii())
    if scripts:
        script, count = scripts.most_common(1)[0]
        if script in SCRIPTS and count * 2 >= sum(map(len, words)):
            return _by_letters(SCRIPTS[script], "".join(words))
    return _by_words([_without_accents(word) for word in words])


def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]


def _by_letters(usual: str, letters: str) -> str:
    for language, telling in TELLING.get(usual, ()):
        if any(letter in telling for letter in letters):
            return language
    return usual


def _by_words(words: list[str]) -> str | None:
    """The language with the most different small words here; a tie tells nothing."""
    said = set(words)
    scores = sorted(((len(said & small), language) for language, small in _WORDS.items()), reverse=True)
    (best, language), (next_best, _) = scores[:2]
    return None if best < ENOUGH_WORDS or best == next_best or language == "English" else language


def _without_accents(word: str) -> str:
    # These two have no accent to take off.
    plain = word.replace("ł", "l").replace("ı", "i").replace("đ", "d")
    return "".join(
        letter for letter in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(letter)
    )
