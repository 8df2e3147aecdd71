"""Problems, their order, and what is suggested in place of a wrong name."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lisbook.errors import Problem, ProjectError, UsageError, sorted_problems, suggest
from lisbook.prose.expressions import ExpressionError

PROBLEMS = st.builds(Problem, st.text(max_size=5), st.text(max_size=5), st.text(max_size=5), st.booleans())


@given(st.lists(PROBLEMS))
def test_a_report_is_the_same_in_whatever_order_problems_were_found(problems):
    assert sorted_problems(problems) == sorted_problems([*reversed(problems), *problems])


def test_a_near_name_is_suggested_and_far_ones_are_listed():
    assert suggest("sinse", ["since", "area"]) == "Did you mean since?"
    assert suggest("x", ["since", "area"]) == "Known: area, since."
    assert suggest("x", [f"name-{number}" for number in range(9)]).endswith("name-7, ….")
    assert suggest("x", []) == ""


@pytest.mark.parametrize(
    "error",
    [
        ProjectError([Problem("a.yml:3", "is wrong", "Mend it.")]),
        UsageError("No."),
        ExpressionError("is wrong", "Mend it."),
    ],
)
def test_errors_survive_the_way_back_from_a_worker(error):
    back = pickle.loads(pickle.dumps(error))
    assert (type(back), str(back)) == (type(error), str(error))


def test_a_problem_is_told_in_three_lines():
    assert str(ProjectError([Problem("a.yml:3", "is wrong", "Mend it.")])) == "a.yml:3\n  is wrong\n  Mend it."
