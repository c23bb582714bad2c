"""Guides as hypothesis makes them up, for every test that needs any guide at all."""

from __future__ import annotations

from hypothesis import strategies as st

from firsthand.domain.planning.guides import TEMPLATES, Guide, GuideQuestion, Ignore, Note, Prose, Section, Term

WORDS = st.from_regex(r"[A-Za-zäé][a-zäé']{0,8}( [a-zäé']{1,8}){0,5}", fullmatch=True)
LINES = st.lists(WORDS, min_size=1, max_size=3).map("\n".join)
IGNORES = st.builds(Ignore, st.sampled_from(["leading", "price", "core_count"]), st.one_of(st.just(""), WORDS))
IGNORE_LISTS = st.lists(IGNORES, max_size=2).map(tuple)
QUESTIONS = st.recursive(
    st.builds(GuideQuestion, LINES.map(lambda text: text + "?"), st.just(()), st.just(()), IGNORE_LISTS),
    lambda inner: st.builds(
        GuideQuestion,
        LINES.map(lambda text: text + "?"),
        st.lists(inner, max_size=3).map(tuple),
        st.lists(LINES, max_size=2).map(tuple),
        IGNORE_LISTS,
    ),
    max_leaves=6,
)
ITEMS = st.lists(st.one_of(QUESTIONS, st.builds(Note, LINES), st.builds(Prose, LINES)), max_size=5).map(tuple)
SECTIONS = st.builds(
    Section, WORDS.map(lambda t: f"Part {t}"), ITEMS, st.one_of(st.none(), st.integers(1, 90)), st.integers(2, 4)
)
SLOT = st.one_of(st.just(""), WORDS, st.sampled_from(["yes", "no", "12", "a: b", "# x", "- y", "“q”", "off", "~"]))
GUIDES = st.builds(
    Guide,
    title=st.one_of(st.just(""), WORDS),
    sections=st.lists(SECTIONS, max_size=3).map(tuple),
    template=st.sampled_from(TEMPLATES),
    product=SLOT,
    feature=SLOT,
    task=SLOT,
    minutes=st.one_of(st.none(), st.integers(1, 240)),
    off=st.lists(st.sampled_from(["price", "generic"]), max_size=2).map(tuple),
    ignores=IGNORE_LISTS,
    glossary=st.lists(st.builds(Term, WORDS, st.one_of(st.just(""), WORDS)), max_size=3).map(tuple),
    other=st.lists(st.sampled_from(["owner: x", "tags:\n  - a", "draft: true"]), max_size=2, unique=True).map(tuple),
)

PIECES = """# T
## S (5 min)
- a?
  - b
\t- c?
1. d
> e
  > f
**Bold**
text
  text?

---
<!-- x
-->
```
|a|b?|
<!-- firsthand: ignore price — why -->
[note]
- [ ] to do
<li>
* * *""".splitlines()
TEXTS = st.lists(st.sampled_from(PIECES), max_size=14).map("\n".join)  # whatever people write
