"""How an estimate is to be made, and how it tells what it does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

# Told what is done, and how much of how much.
Watch = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Settings:
    """How to estimate.

    Attributes:
        bias_scale: scale of the prior of biases on the log scale: 1 has most of them within threefold either way.
        draws, tune: of each of two chains.
        accept: the acceptance rate that the steps are fitted to.
        preview: a normal approximation alone, within a minute, with intervals that are too narrow.
        one_process: one chain after the other in this process, instead of each in its own.
    """

    bias_scale: float = 1.0
    draws: int = 1000
    tune: int = 300
    accept: float = 0.95
    preview: bool = False
    one_process: bool = False
    seed: int = 1
