"""An estimate as a file: netCDF, which R, Julia, Python and many other programs read."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from counterclaim.account.estimated import Estimate, Spread
from counterclaim.errors import CounterclaimError

_NEEDS = "estimates are kept with xarray and h5netcdf: pip install 'counterclaim[estimate]'"
_FORM = "counterclaim estimate 1"
_ENDS = ("mean", "median", "low50", "high50", "low90", "high90", "low95", "high95")


def save(estimate: Estimate, path: Path) -> None:
    """Writes an estimate: running totals and biases as arrays for other programs, and all of it as JSON.

    Raises:
        CounterclaimError: the file cannot be written, or what the extra ``estimate`` brings is not installed.
    """
    try:
        import h5netcdf  # noqa: F401 (xarray writes with it)
        import numpy as np
        import xarray
    except ImportError as error:
        raise CounterclaimError(_NEEDS) from error
    losses, biases = estimate.losses, estimate.biases
    days = [day.isoformat() for day in max((one.days for one in losses), key=len)]
    totals = np.full((len(losses), len(days), len(_ENDS)), np.nan)
    for at, one in enumerate(losses):
        totals[at, len(days) - len(one.days) :] = [_numbers(spread) for spread in one.totals]
    table = xarray.Dataset(
        {
            "running_total": (("quantity", "day", "figure"), totals),
            "bias_factor": (("cell", "figure"), np.array([_numbers(one.factor) for one in biases])),
        },
        coords={
            "party": ("quantity", [one.party for one in losses]),
            "category": ("quantity", [one.category for one in losses]),
            "day": days,
            "figure": list(_ENDS),
            "source": ("cell", [one.source for one in biases]),
            "bias_party": ("cell", [one.party for one in biases]),
            "bias_category": ("cell", [one.category for one in biases]),
        },
        attrs={"form": _FORM, "estimate": msgspec.json.encode(estimate).decode()},
    )
    try:
        table.to_netcdf(path, engine="h5netcdf")
    except OSError as error:
        raise CounterclaimError(f"{path}: cannot be written ({error})") from error


def load(path: Path) -> Estimate:
    """The estimate in a file.

    Raises:
        CounterclaimError: it is no file of an estimate, or what the extra ``estimate`` brings is not installed.
    """
    try:
        import h5netcdf
    except ImportError as error:
        raise CounterclaimError(_NEEDS) from error
    try:
        with h5netcdf.File(path, "r") as file:
            form, body = file.attrs.get("form"), file.attrs.get("estimate")
    except OSError as error:
        raise CounterclaimError(f"{path}: cannot be read as an estimate ({error})") from error
    if form != _FORM or body is None:
        raise CounterclaimError(f"{path}: is no estimate of this program")
    try:
        return msgspec.json.decode(body, type=Estimate, dec_hook=_day)
    except msgspec.DecodeError as error:
        raise CounterclaimError(f"{path}: is not as this program writes estimates ({error})") from error


def _day(kind: type, value: Any) -> Any:
    return date.fromisoformat(value) if kind is date else value


def _numbers(of: Spread) -> list[float]:
    return [of.mean, of.median, *of.of50, *of.of90, *of.of95]
