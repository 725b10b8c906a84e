"""Texts made to break a reader: pieces of reports in any order, with odd letters, marks left open, endless words."""

from __future__ import annotations

from hypothesis import strategies as st

PIECES = (
    # reports
    "The ministry said ", "according to Ankara ", "Russia's Defence Ministry", "killed", " lost ", "wounded ",
    "were injured ", "12 tanks", " 300 soldiers", "Ukrainian", "the enemy ", "on Tuesday ", "since August ",
    "in Kursk ", "including ", "nine of them ", "the death toll rose to ", "he added ", "reportedly ", "of these ",
    # figures
    "1,200", "12.400", "12 400", "1.5K", "$2.7bln", "63%", "5 to 10 ", "10-5", "forty-two ", "half of ", "dozens ",
    "tens of thousands ", "no ", "a million ", "1,", "9" * 400, "at least ", "up to ", "or more", "T-72", "80th ",
    # signs, letters, white space
    '"', "“", "”", "‘", "’", "«", "»", "(", ")", "-", "–", ":", ";", ", ", ". ", "!", "…", "\n", "\n\n", "\r\n",
    "\t", " ", "\u00a0", "\u2028", "\u200b", "\u00ad", "\ufeff",
    "🚢", "👩‍🚒", "İ", "ß", "ﬁ", "é", "Київ ", "убито ", "三",
    "x" * 700, "A.", "a.a.", "https://a.example/1 ", "\ud800",
)  # fmt: skip

# Without what the running Python does not know: digits of newer alphabets are no numbers to it.
ANY_TEXT = st.text(st.characters(exclude_categories=("Cn", "Cs")), max_size=80)

TEXTS = st.one_of(
    ANY_TEXT,
    st.lists(st.sampled_from(PIECES), max_size=24).map("".join),
    st.lists(st.sampled_from(PIECES), max_size=24).map(" ".join),
)
