"""What is known of the world beforehand, as data: who there is, what they are called, what happened when."""

from counterclaim.world.bundled import bundled_dossiers, load_dossier, load_world
from counterclaim.world.dossier import choose_dossier, with_dossier
from counterclaim.world.types import (
    Campaign,
    Dossier,
    Entity,
    EntityKind,
    Office,
    Role,
    Sense,
    Series,
    World,
)

__all__ = [
    "Campaign",
    "Dossier",
    "Entity",
    "EntityKind",
    "Office",
    "Role",
    "Sense",
    "Series",
    "World",
    "bundled_dossiers",
    "choose_dossier",
    "load_dossier",
    "load_world",
    "with_dossier",
]
