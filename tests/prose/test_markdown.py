"""Where inline expressions stand in Markdown."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from lisbook.prose.markdown import code_spans, inline_expressions, replace_expressions

PIECES = st.sampled_from(
    ["{eval}`name()`", '{eval}``figure("a`b")``', "word ", "\n", "\n\n", "```\n", "~~~\n",
     "```python\n", "````{note}\n", "````\n",
     "`code`", "{eval}`", "  ```\n", "é "]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=12).map("".join)


@given(TEXTS)
def test_putting_each_expression_back_changes_nothing(source):
    assert replace_expressions(source, lambda _, inline: source[inline.start : inline.end]) == source


@given(TEXTS)
def test_each_expression_is_found_once_in_order_at_its_line(source):
    found = list(inline_expressions(source))
    assert [inline.start for inline in found] == sorted({inline.start for inline in found})
    for inline in found:
        assert source[inline.start :].startswith("{eval}`")
        assert inline.line == source[: inline.start].count("\n") + 1


@given(TEXTS)
def test_code_spans_do_not_overlap_and_hold_no_expression(source):
    spans = code_spans(source)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    assert not [inline for inline in inline_expressions(source) for start, end in spans if start <= inline.start < end]


def expressions(source: str) -> list[str]:
    return [inline.expression for inline in inline_expressions(source)]


def test_fenced_code_is_left_alone_and_prose_in_directives_is_not():
    assert expressions("```\n{eval}`a()`\n```\n{eval}`b()`") == ["b()"]
    assert expressions("~~~python\n{eval}`a()`\n~~~") == []
    assert expressions("```{note}\n{eval}`a()`\n```\n{eval}`b()`") == ["a()", "b()"]
    assert expressions("````{note}\n```python\n{eval}`a()`\n```\n{eval}`b()`\n````\n{eval}`c()`") == ["b()", "c()"]
    assert expressions("```{code-block} python\n{eval}`a()`\n```") == []
    assert expressions("```\n{eval}`a()`") == [], "a fence that is never closed runs to the end"
    assert expressions(":::{note}\n{eval}`a()`\n:::") == ["a()"]


def test_expressions_may_hold_ticks_and_line_breaks():
    assert expressions('{eval}``figure("a`b")``') == ['figure("a`b")']
    assert expressions('{eval}`figure("a",\n  area="b")`') == ['figure("a",\n  area="b")']
    assert expressions("{evaluate}`a()` `{eval}` {eval}` `") == [""], "an empty one, which the check refuses"
    assert expressions("```a``` and {eval}`b()`") == ["b()"], "three ticks within a line are no fence"


def test_an_expression_shown_as_code_is_not_evaluated():
    assert expressions('Write `` {eval}`figure("x")` `` and see.') == []


def test_a_tick_left_open_does_not_swallow_what_follows_in_other_paragraphs():
    assert expressions("An open ` tick.\n\nIt is {eval}`a()` here.") == ["a()"]
    assert expressions("An escaped \\` tick is {eval}`a()` here.") == ["a()"]
    assert expressions("{ref}`x` {eval}`a()`{eval}`b()`") == ["a()", "b()"]
