"""The frozen types everything else works on. They do nothing."""

from counterclaim.model.claim import (
    Agent,
    Claim,
    ClaimKind,
    Event,
    Ground,
    Place,
    SegmentKind,
    Stance,
    Voice,
)
from counterclaim.model.document import (
    Document,
    DossierChoice,
    Published,
    PublishedBasis,
    Raw,
    Segment,
)
from counterclaim.model.quantity import (
    UNKNOWN_WINDOW,
    Basis,
    Number,
    Precision,
    Qualifier,
    Statistic,
    Value,
    Window,
    WindowKind,
)
from counterclaim.model.relation import Relation, RelationType
from counterclaim.model.span import Span

__all__ = [
    "UNKNOWN_WINDOW",
    "Agent",
    "Basis",
    "Claim",
    "ClaimKind",
    "Document",
    "DossierChoice",
    "Event",
    "Ground",
    "Number",
    "Place",
    "Precision",
    "Published",
    "PublishedBasis",
    "Qualifier",
    "Raw",
    "Relation",
    "RelationType",
    "Segment",
    "SegmentKind",
    "Span",
    "Stance",
    "Statistic",
    "Value",
    "Voice",
    "Window",
    "WindowKind",
]
