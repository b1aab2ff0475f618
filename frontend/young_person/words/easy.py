"""Easy English: what is said in fewer words than in ``en.py``. Everything else stands as there."""

from frontend.young_person.words.made import MADE_EASY

EASY: dict[str, str] = MADE_EASY | {
    "must_tell_1": "If someone may get hurt, we must tell.",
    "must_tell_first": "We try to tell you first.",
    "leave": "If you go, what do we do?",
    "leave_note": "If you do not pick, we keep it.",
    "topic": "What is it about?",
    "words_must_tell": "If someone may get hurt, we must tell.",
    "pace_note": "If someone may get hurt, we may have to act.",
    "who_note": "You can say no to a person.",
    "with_me_not_ok": "Yes. I want to be alone",
    "secret_note": "Write a name. We will not tell them.",
    "quote_note": "We take out names first. You can say no.",
    "lock_new_note": "They lock your words.",
}
