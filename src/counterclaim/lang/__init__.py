"""What the extractor knows of the English language, as data."""

from counterclaim.lang.inflect import VerbForms, noun_forms, singular, verb_forms
from counterclaim.lang.load import (
    load_agents,
    load_beside_others,
    load_grammar,
    load_hedges,
    load_numbers,
    load_objects,
    load_outcomes,
    load_sentence_words,
    load_small_words,
    load_speech,
    read_toml,
    vocabulary,
)

__all__ = [
    "VerbForms",
    "load_agents",
    "load_beside_others",
    "load_grammar",
    "load_hedges",
    "load_numbers",
    "load_objects",
    "load_outcomes",
    "load_sentence_words",
    "load_small_words",
    "load_speech",
    "noun_forms",
    "read_toml",
    "singular",
    "verb_forms",
    "vocabulary",
]
