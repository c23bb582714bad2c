"""Whether another interview would still bring something new.

Guest, Namey & Chen (2020, "A simple method to assess and report thematic saturation in qualitative research"): the
codes of the first `base` interviews are counted; then, interview by interview, the codes that are new in the last `run`
of them. Where these are at most `threshold` of the base, saturation is reached. Since the order of interviews is an
accident, the curve is drawn again for many shuffled orders; the shuffles are fixed, so that a picture never moves.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

BASE, RUN, THRESHOLD = 4, 2, 0.05
SHUFFLES = 200
SEED = 20_261_102


@dataclass(frozen=True, slots=True)
class Saturation:
    """How the number of different codes grows with interviews."""

    interviews: int
    curve: tuple[int, ...]  # different codes after each interview, in the order held
    new: tuple[int, ...]  # codes first heard in each interview
    base_codes: int  # different codes in the base
    ratios: tuple[float, ...]  # new codes in each run ÷ base codes; the first run ends at interview base + run
    reached_after: int | None  # interviews before the run that brought so little; None where no run did
    why_not: str  # why it can't be assessed; "" where it can
    low: tuple[float, ...] = ()  # 5th percentile of the curve over shuffled orders
    median: tuple[float, ...] = ()
    high: tuple[float, ...] = ()  # 95th percentile

    @property
    def is_assessable(self) -> bool:
        """Whether there are enough interviews, and codes in them, to say anything."""
        return not self.why_not


def saturation(
    interviews: Sequence[AbstractSet[str]],
    *,
    base: int = BASE,
    run: int = RUN,
    threshold: float = THRESHOLD,
    shuffles: int = SHUFFLES,
) -> Saturation:
    """Saturation of interviews in the order held, each given by the codes in it; a person's sessions are one interview.

    Raises ValueError for a base or run under 1 or a negative threshold.
    """
    if base < 1 or run < 1 or threshold < 0:
        raise ValueError("base and run are at least 1, and the threshold is not negative")
    new = _new(interviews)
    curve = tuple(int(total) for total in np.cumsum(new)) if new else ()
    base_codes = curve[base - 1] if len(curve) >= base else 0
    why_not = _why_not(len(interviews), base, run, base_codes)
    ratios = () if why_not else _ratios(new, base, run, base_codes)
    reached = next((place for place, ratio in enumerate(ratios) if ratio <= threshold), None)
    low, median, high = _band(interviews, shuffles)
    after = None if reached is None else base + reached
    return Saturation(len(interviews), curve, new, base_codes, ratios, after, why_not, low, median, high)


def _new(interviews: Sequence[AbstractSet[str]]) -> tuple[int, ...]:
    heard: set[str] = set()
    counts = []
    for codes in interviews:
        counts.append(len(codes - heard))
        heard |= codes
    return tuple(counts)


def _why_not(interviews: int, base: int, run: int, base_codes: int) -> str:
    if interviews < base + run:
        needed = f"{base + run} coded interviews are needed ({base} as a base, a run of {run})"
        return f"Not assessable: {needed}; there are {interviews}."
    return "" if base_codes else f"Not assessable: nothing is coded in the first {base} interviews."


def _ratios(new: Sequence[int], base: int, run: int, base_codes: int) -> tuple[float, ...]:
    return tuple(sum(new[end - run : end]) / base_codes for end in range(base + run, len(new) + 1))


def _band(
    interviews: Sequence[AbstractSet[str]], shuffles: int
) -> tuple[tuple[float, ...], tuple[float, ...], tuple[float, ...]]:
    """Low, median and high of the curve over shuffled orders."""
    codes = sorted(set().union(*interviews)) if interviews else []
    if not codes or not shuffles:
        return (), (), ()
    present = np.array([[code in one for code in codes] for one in interviews])
    random = np.random.default_rng(SEED)
    curves = np.array([_curve(present[random.permutation(len(interviews))]) for _ in range(shuffles)])
    low, median, high = np.percentile(curves, [5, 50, 95], axis=0)
    return tuple(map(float, low)), tuple(map(float, median)), tuple(map(float, high))


def _curve(present: npt.NDArray[np.bool_]) -> npt.NDArray[np.int_]:
    """How many codes have been heard after each interview."""
    heard: npt.NDArray[np.bool_] = np.logical_or.accumulate(present, axis=0)
    return np.asarray(heard.sum(axis=1), dtype=np.int_)
