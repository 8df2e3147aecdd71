"""The tree of areas."""

from __future__ import annotations

import pytest

from lisbook.areas import build_areas
from lisbook.config.areas import AreasFile
from lisbook.config.load import parse_record
from lisbook.errors import UsageError
from lisbook.yamlfile import parse_yaml


def ids(areas) -> list[str]:
    return [area.id for area in areas]


def test_an_area_is_made_of_the_smallest_below_it(small_project):
    areas = small_project.areas
    assert ids(areas.members("exeshire")) == ["arden-moor", "bramley-vale", "coldwater", "dunwell"]
    assert ids(areas.members("lower-exe")) == ["coldwater", "dunwell"]
    assert ids(areas.members("dunwell")) == ["dunwell"]
    assert ids(areas.children("exeshire")) == ["upper-exe", "lower-exe"]
    assert ids(areas.at_level("vale")) == ["upper-exe", "lower-exe"]


def test_members_of_children_are_the_members_of_the_whole(small_project):
    areas = small_project.areas
    for area in areas:
        if children := areas.children(area.id):
            assert areas.members(area.id) == tuple(m for child in children for m in areas.members(child.id))


def test_comparators_are_inherited_with_the_parent_first(small_project):
    areas = small_project.areas
    assert ids(areas.comparators("exeshire")) == ["merland"]
    assert ids(areas.comparators("dunwell")) == ["lower-exe", "exeshire", "merland"]
    assert areas.comparators("merland") == ()


def test_names_stand_in_sentences(small_project):
    assert small_project.areas.in_sentence("upper-exe") == "the Upper Exe Vale"
    assert small_project.areas.in_sentence("dunwell") == "Dunwell"
    assert small_project.areas.level("dunwell").plural == "districts"


def test_an_unknown_area_is_met_with_a_suggestion(small_project):
    with pytest.raises(UsageError, match=r"Did you mean dunwell\?"):
        small_project.areas.get("dunwel")


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ("{id: x, name: X, level: vilage, code: E00000009, parent: a}", "x is of the unknown level 'vilage'"),
        ("{id: x, name: X, level: village, code: E00000009, parent: q}", "parent of x is the unknown area 'q'"),
        (
            "{id: x, name: X, level: village, code: E00000009, parent: a, comparators: [q]}",
            "comparators of x is the unknown area 'q'",
        ),
        ("{id: x, name: X, level: village, parent: a}", "x has neither a code nor members"),
        ("{id: x, name: X, level: village, code: E00000009}", "x belongs to no shire"),
        ("{id: x, name: X, level: village, code: E00000009, parent: b}", "x belongs to no shire"),
        ("{id: x, name: X, level: shire, code: E00000009, parent: x}", "x is its own ancestor through x"),
        (
            "{id: x, name: X, level: village, code: E00000002, parent: a}",
            "x has the code E00000002, which b (line 6) has already",
        ),
    ],
)
def test_a_fault_in_the_tree_is_told_at_its_line(entry, told):
    text = f"""levels:
  - {{id: shire, noun: shire, plural: shires}}
  - {{id: village, noun: village, plural: villages, within: shire}}
areas:
  - {{id: a, name: A, level: shire, code: E00000001}}
  - {{id: b, name: B, level: village, code: E00000002, parent: a}}
  - {entry}
"""
    source = parse_yaml(text, "areas.yml")
    file, problems = parse_record(source, AreasFile)
    assert problems == ()
    _, found = build_areas(file, source)
    assert (("areas.yml:7", told)) in [(problem.where, problem.what) for problem in found]
