"""The linter: what is wrong with a question, or with a whole discussion guide, before anybody has to answer it."""

from __future__ import annotations

from firsthand.domain.planning.linting.checks import find_faults, is_clean
from firsthand.domain.planning.linting.faults import REASONS, Fault, Finding
from firsthand.domain.planning.linting.guide_faults import GuideFault
from firsthand.domain.planning.linting.review import GuideFinding, lint_guide

__all__ = ["REASONS", "Fault", "Finding", "GuideFault", "GuideFinding", "find_faults", "is_clean", "lint_guide"]
