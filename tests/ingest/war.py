"""A war of nobody's, with one campaign and one running total."""

from __future__ import annotations

from datetime import date
from functools import cache

from counterclaim.world import Campaign, Dossier, Entity, Sense, Series, World, load_world

STAFF = "almanian_general_staff"


@cache
def dossier() -> Dossier:
    days = {date(2024, 7, 1): 122_900, date(2024, 7, 2): 123_010, date(2024, 7, 3): 123_450}
    days |= {date(2024, 7, 4): 123_900, date(2024, 7, 5): 123_900, date(2024, 7, 6): 124_000}
    return Dossier(
        name="alma",
        title="The war in the Alma hills",
        start=date(2023, 3, 1),
        end=None,
        mentions=("Alma hills",),
        opponents={},
        entities={STAFF: Entity(STAFF, "Almanian General Staff", "organisation")},
        names={"Almanian General Staff": (Sense("organisation", STAFF),)},
        campaigns=(
            Campaign("alma_2024", "Alma campaign", "alma", date(2024, 6, 10), None, (), ("Alma hills",), ()),
        ),
        series=(Series(STAFF, "almania", "personnel", "losses", None, tuple(days.items())),),
    )


def world() -> World:
    return load_world()
