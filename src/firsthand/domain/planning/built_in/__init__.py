"""The three templates that come with Firsthand: customer interview, AI product interview, blank."""

from __future__ import annotations

from firsthand.domain.errors import NotFound
from firsthand.domain.planning.built_in.ai_product import AI_PRODUCT_TEMPLATE
from firsthand.domain.planning.built_in.blank import BLANK_TEMPLATE
from firsthand.domain.planning.built_in.customer_interview import CUSTOMER_INTERVIEW_TEMPLATE
from firsthand.domain.planning.templates import StudyTemplate

BUILT_IN: tuple[StudyTemplate, ...] = (CUSTOMER_INTERVIEW_TEMPLATE, AI_PRODUCT_TEMPLATE, BLANK_TEMPLATE)


def study_template(key: str) -> StudyTemplate:
    """The built-in template of this name; raises NotFound with the names that exist."""
    for template in BUILT_IN:
        if template.key == key:
            return template
    names = ", ".join(template.key for template in BUILT_IN)
    raise NotFound(f"There is no template “{key}”. There are: {names}.")


__all__ = ["BUILT_IN", "study_template"]
