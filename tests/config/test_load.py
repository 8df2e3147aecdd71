"""From YAML to a checked record: every fault with file, line and what to do."""

from __future__ import annotations

import pytest

from lisbook.config.areas import AreasFile
from lisbook.config.indicators import IndicatorsFile
from lisbook.config.load import load_record, parse_record
from lisbook.yamlfile import parse_yaml

AREAS = "levels:\n  - {id: shire, noun: shire, plural: shires}\nareas:\n  - {id: a, name: A, level: shire, code: E99000001}\n"
UNIT = "units:\n  - {id: percent, decimals: 1, axis: percent}\nindicators: []\n"


def problems(text: str, kind: type = AreasFile) -> list[tuple[str, str, str]]:
    record, found = parse_record(parse_yaml(text, "a.yml"), kind)
    assert (record is None) == bool(found)
    return [(problem.where, problem.what, problem.remedy) for problem in found]


def test_a_sound_file_is_a_frozen_record():
    record, _ = parse_record(parse_yaml(AREAS, "a.yml"), AreasFile)
    assert record is not None
    assert record.areas[0].comparators == ()
    with pytest.raises(ValueError, match="frozen"):
        record.areas = ()


@pytest.mark.parametrize(
    ("find", "put", "told"),
    [
        ("noun: shire", "nuon: shire", ("a.yml:2 levels[0].nuon", "there is no field 'nuon'", "Did you mean noun?")),
        (", level: shire", "", ("a.yml:4 areas[0].level", "the field 'level' is missing", "")),
        (
            "name: A",
            "name: 7",
            ("a.yml:4 areas[0].name", "7 does not fit: input should be a valid string", "Correct the value."),
        ),
        (
            "id: a,",
            "id: A b,",
            ("a.yml:4 areas[0].id", '"A b" does not fit', "Write lower-case letters, digits and single hyphens."),
        ),
        ("E99000001", "E9", ("a.yml:4 areas[0].code", '"E9" does not fit', "Write nine-character code")),
        ("areas:", "area:", ("a.yml:3 area", "there is no field 'area'", "Did you mean areas?")),
    ],
)
def test_a_fault_is_told_with_its_place_and_a_way_out(find, put, told):
    found = problems(AREAS.replace(find, put, 1))
    assert any(where == told[0] and what == told[1] and remedy.startswith(told[2]) for where, what, remedy in found), (
        found
    )


def test_text_is_no_number_and_a_number_no_text():
    assert "does not fit" in problems(UNIT.replace("1,", '"1",'), IndicatorsFile)[0][1]
    assert "does not fit" in problems(UNIT.replace("axis: percent", "axis: 3"), IndicatorsFile)[0][1]


def test_rules_between_fields_are_told_in_words():
    text = """units: []
indicators:
  - {id: a, title: A, noun: a, foundation: x, unit: p, direction: higher, population: p, dataset: d, measure: m,
     aggregate: {rule: weighted}}
"""
    ((where, what, _),) = problems(text, IndicatorsFile)
    assert where == "a.yml:4 indicators[0].aggregate"
    assert what.endswith("a weighted mean names its weight with `by`, and no other rule does")


def test_an_id_stands_once_in_each_list_at_any_depth():
    twice = AREAS + "  - {id: a, name: B, level: shire, code: E99000002}\n"
    assert problems(twice)[0][:2] == ("a.yml:5", "the id a is used twice in areas (first in line 4)")


def test_all_faults_of_a_file_are_told_at_once():
    assert len(problems(AREAS.replace("name: A", "nam: A").replace("noun: shire", "noun: 1"))) == 3


def test_an_empty_file_lacks_its_fields(tmp_path):
    (tmp_path / "a.yml").write_text("")
    record, _, found = load_record(tmp_path, "a.yml", AreasFile)
    assert record is None
    assert found
