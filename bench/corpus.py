"""Reports for measurements: cut from the texts under ``../shared``, mixed so that no two are alike.

``python -m bench.corpus FILE.jsonl --reports N --bytes B --seed S``
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


def passages() -> list[str]:
    """Runs of neighbouring sentences of the disaster articles and the five reports, in their order."""
    articles = json.loads((SHARED / "data" / "disasters" / "articles.json").read_text("utf-8"))
    texts = [part["content"] for article in articles for part in article["sections"]]
    texts += [path.read_text("utf-8") for path in sorted((SHARED / "seeds").glob("*.txt"))]
    found = []
    for paragraph in (line.strip() for text in texts for line in text.split("\n")):
        sentences = [one for one in _SENTENCE.split(paragraph) if one]
        found += [" ".join(sentences[k : k + _RUN]) for k in range(0, len(sentences), _RUN)]
    return [passage for passage in found if len(passage) > 80]


def reports(number: int, size: int = 4096, seed: int = 1) -> Iterator[str]:
    """Reports of up to ``size`` bytes, the same ones for the same arguments.

    Each begins with a line that no other has; no passage stands twice in one of them.
    """
    pile = passages()
    chance = random.Random(seed)
    for k in range(number):
        parts, length = [f"Report {k + 1}"], 0
        for passage in _drawn(chance, pile):
            length += len(passage.encode()) + 2
            if length > size:
                break
            parts.append(passage)
        yield "\n\n".join(parts) + "\n"


def write(path: Path, number: int, size: int = 4096, seed: int = 1) -> int:
    """Writes reports as records, a line each; the bytes of their texts."""
    total = 0
    with path.open("w", encoding="utf-8") as stream:
        for k, text in enumerate(reports(number, size, seed)):
            total += len(text.encode())
            stream.write(json.dumps({"id": f"r{k:07}", "text": text}, ensure_ascii=False) + "\n")
    return total


def _drawn(chance: random.Random, pile: list[str]) -> Iterator[str]:
    met: set[int] = set()
    while len(met) < len(pile):
        k = chance.randrange(len(pile))
        if k not in met:
            met.add(k)
            yield pile[k]


def main() -> None:
    """Writes the reports."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--reports", type=int, default=2000)
    parser.add_argument("--bytes", type=int, default=4096)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    write(asked.out, asked.reports, asked.bytes, asked.seed)


if __name__ == "__main__":
    main()
