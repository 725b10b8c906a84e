"""Reports for measurements: cut from the texts under ``../shared``, mixed so that no two are alike.

``python -m bench.corpus FOLDER|FILE.jsonl --reports N --bytes B --seed S``
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path

SHARED = Path(__file__).parents[2] / "shared"
# So many neighbouring sentences stay together, so that what a sentence takes from those before it is there.
_RUN = 6
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"“])")


def texts() -> list[str]:
    """The sections of the disaster articles and the five reports, each as one text."""
    articles = json.loads((SHARED / "data" / "disasters" / "articles.json").read_text("utf-8"))
    sections = [part["content"].strip() for article in articles for part in article["sections"]]
    reports = [path.read_text("utf-8") for path in sorted((SHARED / "seeds").glob("*.txt"))]
    return [text for text in (*sections, *reports) if len(text) > 200]


def passages() -> list[str]:
    """Runs of neighbouring sentences, in the order of the texts."""
    found = []
    for text in texts():
        for paragraph in text.split("\n"):
            sentences = [one for one in _SENTENCE.split(paragraph.strip()) if one]
            found += [" ".join(sentences[k : k + _RUN]) for k in range(0, len(sentences), _RUN)]
    return [passage for passage in found if len(passage) > 80]


def reports(number: int, size: int = 4096, seed: int = 1) -> Iterator[str]:
    """Reports of about ``size`` bytes, the same ones for the same arguments.

    Each begins with a line that no other has; the passages of one are drawn without repetition.
    """
    pile = passages()
    chance = random.Random(seed)  # noqa: S311 (a measurement, not a secret)
    for k in range(number):
        parts, length = [f"Report {k + 1} of a day of events"], 0
        for passage in chance.sample(pile, len(pile)) if size > 100_000 else _drawn(chance, pile):
            length += len(passage.encode()) + 2
            if length > size:
                break
            parts.append(passage)
        yield "\n\n".join(parts) + "\n"


def _drawn(chance: random.Random, pile: list[str]) -> Iterator[str]:
    met: set[int] = set()
    while len(met) < len(pile):
        k = chance.randrange(len(pile))
        if k not in met:
            met.add(k)
            yield pile[k]


def main() -> None:
    """Writes the reports: a file each into a folder, or lines of one JSON file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--reports", type=int, default=2000)
    parser.add_argument("--bytes", type=int, default=4096)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    made = reports(asked.reports, asked.bytes, asked.seed)
    if asked.out.suffix == ".jsonl":
        with asked.out.open("w", encoding="utf-8") as stream:
            for k, text in enumerate(made):
                stream.write(json.dumps({"id": f"r{k:07}", "text": text}, ensure_ascii=False) + "\n")
    else:
        asked.out.mkdir(parents=True, exist_ok=True)
        for k, text in enumerate(made):
            (asked.out / f"r{k:07}.txt").write_text(text, "utf-8")


if __name__ == "__main__":
    main()
