"""How far coders agree about each code of a codebook, and about all of them: was this place marked with it or not?

A unit is a place that a code can be given to, a turn or a sentence; each coder who looked at a conversation said yes or
no to each code at each of its units, by marking it or not. Both coefficients are 1 − observed ÷ expected disagreement:

- two coders: Cohen's kappa (Cohen 1960), with p the shares of units that each of the two marked,
  observed = share of units that only one marked, expected = p₁ (1 − p₂) + p₂ (1 − p₁);
- more coders, or some who did not look everywhere: Krippendorff's alpha for nominal data (Krippendorff 2011), where k
  of m coders marked a unit, n = Σ m, n₁ = Σ k: observed = (1/n) Σ 2 k (m − k) / (m − 1),
  expected = 2 n₁ (n − n₁) / (n (n − 1)).

All codes together: the observed and the expected disagreements of the codes are added before they are divided. For
kappa that is the pooled kappa of De Vries, Elliott, Kanouse & Teleki (2008, Field Methods 20); alpha is pooled alike.

Intervals are percentiles of a bootstrap whose random numbers are fixed. Turns of one conversation are not independent
of one another, so whole conversations are drawn (the cluster bootstrap: Field & Welsh 2007); of fewer than ten
conversations units are drawn instead, which makes the interval too narrow, and `drawn` says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from firsthand.domain.stats.agreement import FEWEST_UNITS, RESAMPLES, SEED, Agreement, Floats

FEWEST_CONVERSATIONS = 10  # below this they are too few to be drawn again
RELIABLE, TENTATIVE = (
    0.8,
    0.667,
)  # Krippendorff's customs for alpha (2004, ch. 11): to rely on, for tentative conclusions
UNSEEN = "No two coders have looked at the same place yet."
TOO_FEW = "Not assessable: fewer than ten places were looked at by two coders."
NO_VARIATION = "Not assessable: everybody gave everything the same answer, so chance explains it all."


class Measure(StrEnum):
    """Which coefficient it is."""

    KAPPA = "kappa"
    ALPHA = "alpha"


class Drawn(StrEnum):
    """What the bootstrap draws."""

    CONVERSATIONS = "conversations"
    UNITS = "units"


@dataclass(frozen=True, slots=True)
class Looked:
    """One conversation, with what each coder who looked at all of it marked."""

    coders: tuple[str, ...]
    units: int
    marks: Mapping[str, Mapping[Hashable, AbstractSet[str]]]  # by code and unit: the coders who marked it; none empty


@dataclass(frozen=True, slots=True)
class CodeAgreement:
    """One code: how often it was marked, by how many, and how far that is agreement."""

    code: str
    units: int  # that two or more coders looked at
    by_all: int  # units that all who looked at them marked
    by_some: int  # that somebody marked, and somebody did not
    by_none: int
    only: Mapping[str, int]  # of two coders: the units that only this one marked
    matched: float  # share of pairs of coders who gave a unit the same answer, from 0 to 1
    prevalence: float  # share of all answers that were yes
    agreement: Agreement


@dataclass(frozen=True, slots=True)
class CodebookAgreement:
    """All codes that somebody marked, in the order given, and all of them together."""

    measure: Measure
    drawn: Drawn
    coders: tuple[str, ...]
    conversations: int
    units: int
    codes: tuple[CodeAgreement, ...]
    overall: Agreement
    matched: float | None  # over all codes


def code_agreement(
    looked: Sequence[Looked], codes: Sequence[str], *, resamples: int = RESAMPLES, measure: Measure | None = None
) -> CodebookAgreement:
    """Agreement about these codes in conversations that two or more looked at; the others count for nothing.

    Kappa where the same two looked at all of them, unless a measure is asked for; codes nobody marked are left out.
    """
    compared = [one for one in looked if len(one.coders) > 1 and one.units]
    coders = tuple(dict.fromkeys(coder for one in compared for coder in one.coders))
    used = [code for code in codes if any(one.marks.get(code) for one in compared)]
    is_pair = len(coders) == 2
    chosen = measure or (Measure.KAPPA if is_pair else Measure.ALPHA)
    drawn = Drawn.CONVERSATIONS if len(compared) >= FEWEST_CONVERSATIONS else Drawn.UNITS
    table = _Table(compared, used, coders, chosen)
    return CodebookAgreement(
        measure=chosen,
        drawn=drawn,
        coders=coders,
        conversations=len(compared),
        units=table.units,
        codes=table.by_code(drawn, resamples),
        overall=table.overall(drawn, resamples),
        matched=table.matched(),
    )


class _Table:
    """The answers counted by pattern: for each code, how many units had k of m coders, or which of the two, say yes."""

    def __init__(self, compared: Sequence[Looked], codes: Sequence[str], coders: Sequence[str], measure: Measure):
        self.compared, self.codes, self.coders, self.measure = compared, codes, coders, measure
        self.units = sum(one.units for one in compared)
        self.patterns: dict[tuple[int, int, int], int] = {}  # (m, k, which of two alone) to its column
        self.counts = self._by_conversation()
        self.yes = np.array([float(k) for _, k, _ in self.patterns])
        self.answers = np.array([float(m) for m, _, _ in self.patterns])
        self.first = np.array([float(which) for _, _, which in self.patterns])  # the first of two marked it alone
        self._drawn: Floats | None = None

    def by_code(self, drawn: Drawn, resamples: int) -> tuple[CodeAgreement, ...]:
        """The figures of each code."""
        if not self.codes:
            return ()
        observed, expected = self._disagreements(self.counts.sum(axis=0)[None])
        again = self._redrawn(drawn, resamples)
        return tuple(
            self._code(place, self._agreement(observed[:, place], expected[:, place], _column(again, place)))
            for place in range(len(self.codes))
        )

    def overall(self, drawn: Drawn, resamples: int) -> Agreement:
        """All codes together: disagreements are added over the codes before they are divided."""
        if not self.codes:
            return Agreement(None, None, None, self.units, UNSEEN if not self.units else "No code was marked there.")
        observed, expected = self._disagreements(self.counts.sum(axis=0)[None])
        again = self._redrawn(drawn, resamples)
        summed = (again[0].sum(axis=1), again[1].sum(axis=1)) if again else None
        return self._agreement(observed.sum(axis=1), expected.sum(axis=1), summed)

    def matched(self) -> float | None:
        """The share of pairs of answers that are the same, over all codes."""
        return float(np.mean([self._matched(place) for place in range(len(self.codes))])) if self.codes else None

    def _code(self, place: int, agreement: Agreement) -> CodeAgreement:
        totals = self.counts[:, place].sum(axis=0)
        by_all, by_none = int(totals[self.yes == self.answers].sum()), int(totals[self.yes == 0].sum())
        alone = int((totals * self.first).sum())
        some = self.units - by_all - by_none
        only = {self.coders[0]: alone, self.coders[1]: some - alone} if len(self.coders) == 2 else {}
        prevalence = float((totals @ self.yes) / (totals @ self.answers))
        matched = self._matched(place)
        return CodeAgreement(self.codes[place], self.units, by_all, some, by_none, only, matched, prevalence, agreement)

    def _matched(self, place: int) -> float:
        m, k = self.answers, self.yes
        same = (k * (k - 1) + (m - k) * (m - k - 1)) / (m * (m - 1))
        return float((self.counts[:, place].sum(axis=0) @ same) / self.units)

    def _agreement(self, observed: Floats, expected: Floats, again: tuple[Floats, Floats] | None) -> Agreement:
        if self.units < FEWEST_UNITS:
            return Agreement(None, None, None, self.units, TOO_FEW)
        if not expected[0] > 0:
            return Agreement(None, None, None, self.units, NO_VARIATION)
        value = float(1 - observed[0] / expected[0])
        if again is None:
            return Agreement(value, None, None, self.units)
        kept = again[1] > 0
        if not kept.any():
            return Agreement(value, None, None, self.units)
        low, high = np.percentile(1 - again[0][kept] / again[1][kept], [2.5, 97.5])
        return Agreement(value, float(low), float(high), self.units)

    def _disagreements(self, totals: Floats) -> tuple[Floats, Floats]:
        """Observed and expected disagreement; `totals` is resamples × codes × patterns."""
        m, k = self.answers, self.yes
        with np.errstate(divide="ignore", invalid="ignore"):
            if self.measure is Measure.KAPPA:
                units = totals.sum(axis=2)
                first = totals @ np.where(k == m, 1.0, self.first) / units
                second = totals @ np.where(k == m, 1.0, k * (1 - self.first)) / units
                observed = totals @ (k * (m - k)) / units
                expected = first * (1 - second) + second * (1 - first)
            else:
                n, ones = totals @ m, totals @ k
                observed = totals @ (2 * k * (m - k) / (m - 1)) / n
                expected = 2 * ones * (n - ones) / (n * (n - 1))
        return np.nan_to_num(observed), np.nan_to_num(expected)

    def _redrawn(self, drawn: Drawn, resamples: int) -> tuple[Floats, Floats] | None:
        """The disagreements of each resample, for each code; None where an interval would say nothing."""
        if not resamples or self.units < FEWEST_UNITS:
            return None
        if self._drawn is None:
            rows, often = (self.counts, np.ones(len(self.counts))) if drawn is Drawn.CONVERSATIONS else self._by_unit()
            random = np.random.default_rng(SEED)
            weights = random.multinomial(int(often.sum()), often / often.sum(), size=resamples).astype(float)
            flat = weights @ rows.reshape(len(rows), -1)
            self._drawn = flat.reshape(resamples, len(self.codes), len(self.patterns))
        return self._disagreements(self._drawn)

    def _by_conversation(self) -> Floats:
        """Conversations × codes × patterns: how many units."""
        found = [
            [Counter(self._pattern(one, by) for by in one.marks.get(code, {}).values()) for code in self.codes]
            for one in self.compared
        ]
        for one in self.compared:
            self._column((len(one.coders), 0, 0))
        for row in found:
            for counter in row:
                for pattern in counter:
                    self._column(pattern)
        counts = np.zeros((len(self.compared), len(self.codes), len(self.patterns)))
        for place, (one, row) in enumerate(zip(self.compared, found, strict=True)):
            for code, counter in enumerate(row):
                for pattern, often in counter.items():
                    counts[place, code, self.patterns[pattern]] = often
                counts[place, code, self.patterns[len(one.coders), 0, 0]] = one.units - counter.total()
        return counts

    def _by_unit(self) -> tuple[Floats, Floats]:
        """Each kind of unit as one row of codes × patterns, and how many units are of that kind."""
        kinds: Counter[tuple[int, ...]] = Counter()
        for one in self.compared:
            unmarked = self.patterns[len(one.coders), 0, 0]
            marked: dict[Hashable, list[int]] = {}
            for place, code in enumerate(self.codes):
                for unit, by in one.marks.get(code, {}).items():
                    row = marked.setdefault(unit, [unmarked] * len(self.codes))
                    row[place] = self.patterns[self._pattern(one, by)]
            kinds.update(map(tuple, marked.values()))
            kinds[(unmarked,) * len(self.codes)] += one.units - len(marked)
        columns = np.array(list(kinds))
        return np.eye(len(self.patterns))[columns], np.array(list(kinds.values()), dtype=float)

    def _pattern(self, one: Looked, by: AbstractSet[str]) -> tuple[int, int, int]:
        is_first_alone = len(self.coders) == 2 and len(by) == 1 and self.coders[0] in by
        return len(one.coders), len(by), int(is_first_alone)

    def _column(self, pattern: tuple[int, int, int]) -> int:
        return self.patterns.setdefault(pattern, len(self.patterns))


def _column(again: tuple[Floats, Floats] | None, place: int) -> tuple[Floats, Floats] | None:
    return (again[0][:, place], again[1][:, place]) if again else None
