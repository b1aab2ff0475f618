"""The board of pictures: something can be said with taps alone. Each code has its plain words, which rules read too.

The words are what adults see under the picture. A young person reads them in their own language: see the words of
their pages, which must name every code.
"""

GROUPS: dict[str, dict[str, str]] = {
    "feelings": {
        "happy": "I feel happy",
        "sad": "I feel sad",
        "scared": "I feel scared",
        "angry": "I feel angry",
        "worried": "I feel worried",
        "calm": "I feel calm",
    },
    "people": {
        "my_worker": "My worker",
        "my_family": "My family",
        "my_friends": "My friends",
        "my_carers": "The people who look after me",
        "someone_new": "Someone new",
        "want_to_talk": "I want to talk to someone",
    },
    "places": {
        "where_i_live": "Where I live",
        "at_school": "School",
        "outside": "Outside",
        "not_safe_here": "I do not feel safe where I live",
    },
    "things": {
        "my_phone": "My phone",
        "my_bike": "My bike",
        "food": "Food",
        "clothes": "Clothes",
        "a_book": "A book or homework",
        "music": "Music",
    },
    "body": {
        "hurt": "I am hurt",
        "tired": "I am tired",
        "hungry": "I am hungry",
        "ill": "I feel ill",
    },
    "time": {
        "now": "Now",
        "at_night": "At night",
        "every_day": "Every day",
        "at_weekends": "At weekends",
    },
}
BOARD: dict[str, str] = {code: words for group in GROUPS.values() for code, words in group.items()}
PICTURES: dict[str, str] = {
    "happy": "happy", "sad": "sad", "scared": "scared", "angry": "angry", "worried": "worried", "calm": "calm",
    "my_worker": "worker", "my_family": "people", "my_friends": "football", "my_carers": "hands",
    "someone_new": "ask", "want_to_talk": "talk",
    "where_i_live": "house", "at_school": "school", "outside": "tree", "not_safe_here": "door",
    "my_phone": "phone", "my_bike": "bike", "food": "apple", "clothes": "hat", "a_book": "book", "music": "guitar",
    "hurt": "hurt", "tired": "moon", "hungry": "cup", "ill": "ill",
    "now": "clock", "at_night": "lamp", "every_day": "calendar", "at_weekends": "kite",
}  # fmt: skip
