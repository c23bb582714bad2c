"""The Markdown of the built-in guides, which come as files beside this module."""

from __future__ import annotations

from importlib import resources


def guide_text(key: str) -> str:
    """The guide of the template with this key."""
    return resources.files("firsthand.domain.planning.built_in").joinpath(f"{key}.md").read_text(encoding="utf-8")
