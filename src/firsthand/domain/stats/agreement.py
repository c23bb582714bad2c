"""How far several coders agree beyond chance, with missing data, and how sure that figure is.

Krippendorff's alpha for nominal data (Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability"): with n_uc the
number of coders who gave unit u the value c, m_u of them in all, and only units with m_u ≥ 2,

    alpha = 1 − D_o / D_e
    D_o = (1 / n) Σ_u (m_u² − Σ_c n_uc²) / (m_u − 1)
    D_e = (n² − Σ_c n_c²) / (n (n − 1)),  n_c = Σ_u n_uc,  n = Σ_c n_c

Intervals are percentiles of a bootstrap over units; its random numbers are fixed, so that the same data always give the
same interval.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Value: TypeAlias = Hashable | None  # None: this coder did not look at this unit
Unit: TypeAlias = Sequence[Value]  # one value for each coder
Floats: TypeAlias = npt.NDArray[np.float64]

RESAMPLES = 1_000
SEED = 20_261_101
FEWEST_UNITS = 10  # below this an interval says nothing


@dataclass(frozen=True, slots=True)
class Agreement:
    """A coefficient of agreement: 1 is perfect, 0 is what chance gives."""

    value: float | None  # None where it can't be computed
    low: float | None  # of a 95 % bootstrap interval; None under ten units
    high: float | None
    units: int  # that two or more coders looked at
    why_not: str = ""  # why there is no value


def krippendorff_alpha(units: Sequence[Unit], *, resamples: int = RESAMPLES) -> Agreement:
    """Alpha for nominal values of any number of coders; rows are units, columns are coders."""
    counts, n = _value_counts(units)
    if not n:
        return Agreement(None, None, None, 0, "No two coders have looked at the same place yet.")
    value = _alpha(counts, np.ones((1, n)))[0]
    if np.isnan(value):
        return Agreement(None, None, None, n, "Everybody gave everything the same value, so chance explains it all.")
    low, high = _interval(lambda weights: _alpha(counts, weights), n, resamples)
    return Agreement(float(value), low, high, n)


def cohen_kappa_interval(pairs: Sequence[tuple[Hashable, Hashable]], *, resamples: int = RESAMPLES) -> Agreement:
    """Kappa of two coders (Cohen 1960) with a bootstrap interval; each pair is what both gave one unit."""
    n = len(pairs)
    if not n:
        return Agreement(None, None, None, 0, "The two coders have not looked at the same place yet.")
    tables = _pair_tables(pairs)
    value = _kappa(tables, np.ones((1, n)))[0]
    if np.isnan(value):
        return Agreement(None, None, None, n, "Both gave everything the same value, so chance explains it all.")
    low, high = _interval(lambda weights: _kappa(tables, weights), n, resamples)
    return Agreement(float(value), low, high, n)


def _value_counts(units: Sequence[Unit]) -> tuple[Floats, int]:
    """For each unit that two or more coders looked at, how many gave each value."""
    looked_at = [[value for value in unit if value is not None] for unit in units]
    pairable = [values for values in looked_at if len(values) >= 2]
    places = {value: place for place, value in enumerate(dict.fromkeys(v for values in pairable for v in values))}
    counts = np.zeros((len(pairable), len(places)))
    for row, values in enumerate(pairable):
        for value in values:
            counts[row, places[value]] += 1
    return counts, len(pairable)


def _alpha(counts: Floats, weights: Floats) -> Floats:
    """One alpha for each row of weights, which say how often each unit is taken; NaN where chance explains all."""
    m = counts.sum(axis=1)
    disagreement = (m**2 - (counts**2).sum(axis=1)) / (m - 1)
    totals = weights @ counts
    n = totals.sum(axis=1)
    observed = (weights @ disagreement) / n
    expected = (n**2 - (totals**2).sum(axis=1)) / (n * (n - 1))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(expected > 0, 1 - observed / expected, np.nan)


def _pair_tables(pairs: Sequence[tuple[Hashable, Hashable]]) -> tuple[Floats, Floats]:
    """What each of two coders gave each unit, as one row of zeros and a one per unit."""
    places = {value: place for place, value in enumerate(dict.fromkeys(value for pair in pairs for value in pair))}
    first, second = np.zeros((len(pairs), len(places))), np.zeros((len(pairs), len(places)))
    for row, (one, other) in enumerate(pairs):
        first[row, places[one]] = second[row, places[other]] = 1
    return first, second


def _kappa(tables: tuple[Floats, Floats], weights: Floats) -> Floats:
    first, second = tables
    n = weights.sum(axis=1)
    agreed = (weights @ (first * second).sum(axis=1)) / n
    by_chance = ((weights @ first) * (weights @ second)).sum(axis=1) / n**2
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(by_chance < 1, (agreed - by_chance) / (1 - by_chance), np.nan)


def _interval(
    statistic: Callable[[Floats], Floats], units: int, resamples: int
) -> tuple[float, float] | tuple[None, None]:
    if units < FEWEST_UNITS or not resamples:
        return None, None
    random = np.random.default_rng(SEED)
    values = np.concatenate([statistic(_draws(random, units, some)) for some in _batches(units, resamples)])
    values = values[~np.isnan(values)]
    if not len(values):
        return None, None
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)


def _draws(random: np.random.Generator, units: int, resamples: int) -> Floats:
    """How often each unit is taken in each resample."""
    return random.multinomial(units, np.full(units, 1 / units), size=resamples).astype(float)


def _batches(units: int, resamples: int) -> list[int]:
    """The resamples in parts that fit into some 16 MB of memory, however many units there are."""
    at_once = max(1, min(resamples, 2_000_000 // units))
    whole, rest = divmod(resamples, at_once)
    return [at_once] * whole + ([rest] if rest else [])
