"""Typed numbers and direction words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lisbook.config.prose import AllowedNumber, ProseFile
from lisbook.prose.numbers import check_numbers

PROSE = ProseFile(
    years=(1990, 2035),
    allowed=(AllowedNumber(text="Level 4", reason="a name"), AllowedNumber(text="16 to 64", reason="an age range")),
    direction_words=("rose", "fell"),
)


def found(source: str) -> list[tuple[str, str]]:
    return [(problem.where, problem.what) for problem in check_numbers(source, "page.md", PROSE)]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("It is 12 now.", "12"),
        ("About 12.5% of them", "12.5%"),
        ("It cost £1,200.", "£1,200"),
        ("In 1066 already", "1066"),
        ("a 3-year plan", "3"),
        ("(4)", "4"),
        ("Level 40", "40"),
        ("aged 16 to 640", "16"),
        ("**5** of them", "5"),
        ("in 2019/20", "20"),
        ("5th", "5"),
        ("A 10m run", "10"),
        ("−3 degrees", "3"),
        ("[7 homes](https://example.org/9)", "7"),
        ("```{note}\nThere are 6.\n```", "6"),
        ("````{figure} a.png\n:width: 300\n\nA caption with 6.\n````", "6"),
        ("<!-- a comment -->\n\n6 of them", "6"),
    ],
)
def test_a_typed_number_is_told_with_its_line(text, number):
    problems = found(f"\n\n{text}")
    assert problems[0] == (f"page.md:{3 + text[: text.index(number)].count(chr(10))}", f"the number {number} is typed")


@pytest.mark.parametrize(
    "text",
    [
        "Since 2019 and in 1999.",
        "At Level 4, aged 16 to 64.",
        '{eval}`figure("x", period="1066")`',
        "`12` and ``13 ` 14``",
        "```python\n12\n```",
        "[homes](https://example.org/9)",
        "https://example.org/page/12",
        "<!-- 12\n13 -->",
        '<span data-n="12">x</span>',
        "1. first\n2. second",
        "(fig-12)=\n# Title",
        "{ref}`fig-12`",
        "````{figure} a-12.png\n:width: 300\nA caption.\n````",
        "No number at all.",
    ],
)
def test_what_is_bound_allowed_or_no_prose_is_left_alone(text):
    assert found(text) == []


def test_direction_words_are_warnings_and_whole_words_only():
    (problem,) = check_numbers("A prose that rose.", "page.md", PROSE, first_line=7)
    assert (problem.where, problem.what, problem.warning) == ("page.md:7", "the direction word 'rose' is typed", True)


@given(st.integers(10, 999))
def test_no_number_that_is_no_year_passes(number):
    assert len(found(f"There are {number} of them.")) == 1


@given(st.text())
def test_lines_are_counted_right_whatever_stands_there(text):
    for where, _ in found(text):
        assert 1 <= int(where.split(":")[1]) <= text.count("\n") + 1
