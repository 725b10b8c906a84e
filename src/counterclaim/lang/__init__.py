"""What the extractor knows of the English language, as data."""

from counterclaim.lang.load import (
    load_hedges,
    load_numbers,
    load_sentence_words,
    read_toml,
)

__all__ = ["load_hedges", "load_numbers", "load_sentence_words", "read_toml"]
