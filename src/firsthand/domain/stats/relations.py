"""How two measures of the same people go together: a rank correlation with an interval, or a plain refusal.

Spearman's rho (Spearman 1904) is the correlation of ranks, tied values sharing the average of theirs. The
rank-biserial correlation (Cureton 1956; as Kerby 2014 puts it) compares two groups: of all pairs of one person from
each, the share in which the first group's is higher, minus the share in which it is lower. Both run from -1 to 1, and
0 is no relation.

Intervals are 95 % percentiles of a bootstrap over people, within their groups where there are two; the random numbers
are fixed, so that the same data always give the same interval. Nothing is said of fewer than ten people.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[np.float64]

FEWEST = 10  # people, below which a relation is not computed
FEWEST_OF_A_GROUP = 3
RESAMPLES = 2_000
SEED = 20_261_101
MANY = 5  # relations looked at together, from which on chance is likely to show one


@dataclass(frozen=True, slots=True)
class Relation:
    """A coefficient between -1 and 1 for so many people."""

    value: float | None  # None where it is not computed
    low: float | None  # of the 95 % interval
    high: float | None
    people: int
    why_not: str = ""  # why there is no value


def spearman(pairs: Sequence[tuple[float, float]]) -> Relation:
    """Spearman's rho of two measures; each pair is one person."""
    n = len(pairs)
    if n < FEWEST:
        return _too_few(n)
    one, other = (np.array([pair[side] for pair in pairs], dtype=float) for side in (0, 1))
    value = _rho(one, other)
    if np.isnan(value):
        return Relation(None, None, None, n, "One of the two is the same for everybody, so nothing can go with it.")
    return Relation(value, *_interval(lambda random: _resampled_rho(one, other, random)), n)


def rank_biserial(first: Sequence[float], second: Sequence[float]) -> Relation:
    """How much higher a measure is in the first group than in the second; each number is one person."""
    n = len(first) + len(second)
    if n < FEWEST:
        return _too_few(n)
    if min(len(first), len(second)) < FEWEST_OF_A_GROUP:
        return Relation(None, None, None, n, f"One of the two groups has fewer than {FEWEST_OF_A_GROUP} people.")
    one, other = np.array(first, dtype=float), np.array(second, dtype=float)
    interval = _interval(lambda random: _biserial(_drawn(one, random), _drawn(other, random)))
    return Relation(_biserial(one, other), *interval, n)


def ranks(values: Sequence[float] | Floats) -> Floats:
    """Ranks from 1; tied values share the average of theirs."""
    data = np.asarray(values, dtype=float)
    _, place, counts = np.unique(data, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    return ((ends - counts + 1 + ends) / 2.0)[place]


def chance_warning(looked_at: int) -> str:
    """What to say beside so many relations at once; nothing for a few.

    Each 95 % interval leaves zero out by chance once in twenty, even where nothing is related.
    """
    if looked_at < MANY:
        return ""
    expected = looked_at / 20
    by_chance = "one of them" if expected < 1.5 else f"about {expected:.0f} of them"
    return (
        f"{looked_at} relations are shown. Where nothing is related at all, {by_chance} would still look like "
        "a finding: take these as questions for the next conversations."
    )


def _rho(one: Floats, other: Floats) -> float:
    """The correlation of the ranks; NaN where one side has no spread."""
    a, b = ranks(one), ranks(other)
    a, b = a - a.mean(), b - b.mean()
    spread = float(np.sqrt((a**2).sum() * (b**2).sum()))
    return float((a * b).sum() / spread) if spread > 0 else float("nan")


def _resampled_rho(one: Floats, other: Floats, random: np.random.Generator) -> float:
    taken = random.integers(0, len(one), len(one))
    return _rho(one[taken], other[taken])


def _biserial(first: Floats, second: Floats) -> float:
    return float(np.sign(first[:, None] - second[None, :]).mean())


def _drawn(values: Floats, random: np.random.Generator) -> Floats:
    return random.choice(values, len(values))


def _interval(resampled: Callable[[np.random.Generator], float]) -> tuple[float | None, float | None]:
    random = np.random.default_rng(SEED)
    values = np.array([resampled(random) for _ in range(RESAMPLES)])
    values = values[~np.isnan(values)]
    if not len(values):
        return None, None
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)


def _too_few(people: int) -> Relation:
    return Relation(None, None, None, people, f"{people} people are too few to say; from {FEWEST} on it is computed.")
