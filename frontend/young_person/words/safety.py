"""The strings that must not be misunderstood: a language is switched on only when a person has signed off each."""

from collections.abc import Iterator

from django.utils import translation

from frontend.young_person.words import BY_LANGUAGE
from frontend.young_person.words.en import EN
from voice.questions.languages import SafetyString

KEYS = (
    # help
    "help", "call_999", "call_999_hint", "call_childline", "call_childline_hint", "childline", "tell_us",
    "tell_us_send", "tell_us_at_once", "help_promise", "help_promise_soon", "trust", "use_card", "not_safe_1",
    # when we must tell
    "must_tell", "must_tell_1", "must_tell_a", "must_tell_b", "must_tell_c", "must_tell_first", "words_must_tell",
    "understood",
    # who sees it
    "who", "who_note", "about_them", "nobody_left", "not_seen_by", "secret", "secret_note",
    # what is sent, and when
    "leave", "leave_send", "leave_send_hint", "leave_keep", "leave_keep_hint", "leave_throw", "leave_throw_hint",
    "leave_note", "not_sent_keep", "not_sent_keep_ask", "not_sent_keep_none",
    "not_sent_send", "not_sent_throw", "not_safe_goes", "send", "pace_note",
    "with_me", "with_me_not_ok", "take_back_2", "take_back_3",
    # what we cannot do
    "poster_2", "poster_3", "exit_1", "exit_2", "exit_3", "exit_4", "exit_5",
)  # fmt: skip
# The same on the parts that every page shares. Those stand in Django's own catalogues.
SHARED = (
    "Help now", "Exit", "You can get help now", "Call 999", "If you are in danger now.", "Call Childline",
    "0800 1111. It is free.", "Tell us now", "Send “I am not safe”", "It goes at once.",
    "Can you go to someone you trust?", "My worker", "Not this person",
    "Are you still here? This page will close soon.", "I am here",
)  # fmt: skip


def strings(code: str) -> Iterator[SafetyString]:
    """Each with its English; without a text of its own where the language has none."""
    texts = BY_LANGUAGE.get(code, {})
    for key in KEYS:
        yield SafetyString(key, EN[key], texts.get(key, ""))
    for english in SHARED:
        text = _shared(english, code)
        yield SafetyString(f"shared: {english}"[:60], english, "" if text == english else text)


def _shared(english: str, code: str) -> str:
    with translation.override(code):
        return translation.gettext(english)
