"""A share of a count, with how far it can be trusted."""

from __future__ import annotations

import math
from dataclasses import dataclass

Z_95 = 1.959964  # standard normal quantile of a two-sided 95 % interval


@dataclass(frozen=True, slots=True)
class Proportion:
    """`hits` of `n`."""

    hits: int
    n: int

    @property
    def share(self) -> float | None:
        """The share from 0 to 1, or None of nothing."""
        return self.hits / self.n if self.n else None

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % Wilson interval."""
        return wilson(self.hits, self.n)


def wilson(hits: int, n: int, z: float = Z_95) -> tuple[float, float]:
    """The score interval for a proportion (Wilson 1927): low and high, from 0 to 1; all of it where n is 0.

    It stays within 0 and 1 and is sound for small n and for shares near the ends, where ±1.96 standard errors is not.
    """
    if not 0 <= hits <= n:
        raise ValueError(f"{hits} of {n} is not a proportion")
    if n == 0:
        return 0.0, 1.0
    share, spread = hits / n, z * z / n
    centre = (share + spread / 2) / (1 + spread)
    margin = z * math.sqrt(share * (1 - share) / n + spread / (4 * n)) / (1 + spread)
    return max(0.0, centre - margin), min(1.0, centre + margin)
