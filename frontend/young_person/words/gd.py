"""Scottish Gaelic, a draft. Off: nobody who speaks it has signed it off. What is not here is read in English."""

GD: dict[str, str] = {
    "back": "Air ais",
    "next": "Air adhart",
    "skip": "Leum seachad",
    "not_sure": "Chan eil mi cinnteach",
    "done": "Deiseil",
    "home": "Dachaigh",
    "of": "{n} de {all}",
    "pick_language": "Tagh do chànan",
    "bigger": "Nas motha",
    "words_label": "Na facail agad",
    "must_tell_c": "Chan eil leanabh sàbhailte.",
    "understood": "Tha mi a’ tuigsinn",
    "send": "Cuir e",
    "call_999": "Cuir fòn gu 999",
    "call_childline": "Cuir fòn gu Childline",
}
