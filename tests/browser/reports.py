"""Reports for the desk to show, beside the bundled ones: invented events, in words that a desk must cope with."""

from __future__ import annotations

import shutil
from pathlib import Path

BUNDLED = Path(__file__).parents[2] / "examples" / "reports"

_MARCH = """2031-03-02

Tens of thousands march against the water law in Port Vellane

About 40,000 people marched through Port Vellane on Saturday, the police said. The organisers said that at least \
120,000 people had taken part. 🪧✊ «Нас много», one banner read.

Twelve demonstrators were detained, according to the interior ministry. The legal aid group Open Doors spoke of 31 \
detained.
"""
_FLOOD = """2031-04-12

Flood in the Tarn valley: the toll rises

At least 84 people were killed when the river Tarn burst its banks on 9 April 2031, the civil defence agency said on \
Saturday. 17 people are missing and 2,300 were evacuated, it added.

A day earlier the agency had counted 61 dead. Doctors at the Tarn hospital said that 130 people had been injured.
"""
_WIRE = """2031-05-10 https://www.reuters.com/world/north-ridge-2031-05-10/

Fighting resumes on the North Ridge

Ukraine lost 212 soldiers near Sudzha on 9 May 2031, the Russian Defense Ministry said in a statement on Saturday, and \
the shelling of the villages along the river went on through the night, with no word from either side about a pause.

Witnesses in the village of Lower Marl, who spoke by telephone while the line held, said that the school, the mill and \
two houses by the bridge had burned down, and that neighbours carried water from the pond until the morning came.

The General Staff of Ukraine said that Russia had lost 340 soldiers and 9 tanks in the same fighting. 🚜
"""
_REPRINT = (
    _WIRE.replace("www.reuters.com/world/north-ridge-2031-05-10/", "www.bbc.com/news/north-ridge-2031-05-11/")
    .replace("2031-05-10", "2031-05-11")
    .replace("two houses by the bridge", "three barns by the bridge")
    .replace("neighbours carried water", "farmers carried water")
)
_CYRILLIC = """2031-06-03

😀🏚️ Zoryane: what the mayor counts

😀 In the village of Зоряне (Zoryane) the mayor, Олена Коваль, said that 14 civilians had been killed and 35 wounded \
by shelling on 1 June 2031. 🕯️ «Четырнадцать», she repeated.

Of the 120 houses on the river bank 😢 about 45 were destroyed, she said.
"""
# What a machine is likely to get wrong: whose losses, and whether the speech reports a figure or asks for it.
_WINDOWS = """2031-07-01

Storm over the town of Marl

Two days after the storm that tore the roof from the market hall, the mayor
of the town said that 21 people had been injured, most of them by falling tiles,
and that the school by the river would stay closed until the end of the month.
"""
_DOUBTFUL = """2031-06-20

After the night at Gorki

The commander told reporters that his brigade, once 3,000 strong, had buried 57 of its men since the spring, while the \
other side, he claimed, "must be missing 400, maybe 500". None of that could be checked.
"""
REPORTS = {
    "march.txt": _MARCH, "flood.txt": _FLOOD, "wire.txt": _WIRE, "reprint.txt": _REPRINT, "zoryane.txt": _CYRILLIC,
    "gorki.txt": _DOUBTFUL, "windows.txt": _WINDOWS.replace("\n", "\r\n"),
}  # fmt: skip


def write_reports(folder: Path) -> Path:
    """A folder with all of them."""
    shutil.copytree(BUNDLED, folder)
    for name, text in REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    return folder
