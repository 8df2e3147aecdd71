"""YAML read strictly: lines kept, dates as text, surprises refused."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from lisbook import yamlfile
from lisbook.errors import ProjectError
from lisbook.yamlfile import parse_yaml, read_yaml

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=0x17F)),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(alphabet="abc-é", min_size=1), inner, max_size=3)
    ),
    max_leaves=10,
)


def problem_of(text: str) -> str:
    with pytest.raises(ProjectError) as caught:
        parse_yaml(text, "a.yml")
    return str(caught.value)


@given(PLAIN)
def test_what_yaml_writes_is_read_back(value):
    assert parse_yaml(yaml.safe_dump(value, allow_unicode=True), "a.yml").value == value


def test_every_value_knows_its_line():
    document = parse_yaml("# comment\na:\n  - x: 1\n    y: 2\n  - z\n", "a.yml")
    assert document.place(("a",)) == "a.yml:2"
    assert document.place(("a", 0, "y")) == "a.yml:4"
    assert document.place(("a", 1)) == "a.yml:5"
    assert document.place(("a", 0, "missing", 7)) == "a.yml:3", "the nearest parent that has a line"
    assert parse_yaml("", "a.yml").place(("a",)) == "a.yml"


def test_dates_stay_text():
    assert parse_yaml("day: 2026-01-31\nat: 2026-01-31 10:00:00\n", "a.yml").value == {
        "day": "2026-01-31",
        "at": "2026-01-31 10:00:00",
    }


def test_keys_are_text_whatever_they_look_like():
    assert parse_yaml("2023: a\nno: b\n", "a.yml").value == {"2023": "a", "no": "b"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: 1\nb:\n  a: 1\n  a: 2\n", "a.yml:4\n  repeats the key 'a' of line 3"),
        ("a: &x 1\nb: *x\n", "a.yml:1\n  uses a YAML anchor or alias"),
        ("a: [1\n", "a.yml:2\n  is not YAML"),
        ("a: b: c\n", "a.yml:1\n  is not YAML"),
        ("? [1, 2]\n: 3\n", "a.yml:1\n  has a key that is a list or a mapping"),
        ("a: !!python/object/apply:os.system [ls]\n", "a.yml:1\n  has the tag"),
        ("a: !secret x\n", "a.yml:1\n  cannot be read"),
        ("a: \x07\n", "a.yml\n  is not YAML"),
        ("a: 1\n---\nb: 2\n", "a.yml:2\n  is not YAML"),
    ],
    ids=[
        "repeated-key",
        "alias",
        "open-list",
        "two-colons",
        "list-as-key",
        "python-object",
        "own-tag",
        "bell",
        "two-documents",
    ],
)
def test_surprises_are_refused_with_their_line(text, told):
    assert problem_of(text).startswith(told)


def test_faults_of_a_file_are_told_all_at_once():
    assert problem_of("a: 1\na: 2\nb: 1\nb: 2\n").count("repeats the key") == 2


def test_a_bomb_of_aliases_is_refused_at_once():
    levels = "\n".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]" for n in range(1, 30))
    assert "anchor or alias" in problem_of("l0: &l0 [x]\n" + levels)


def test_a_deep_nest_is_a_problem_and_no_crash():
    assert "is nested more than 50 deep" in problem_of("[" * 200 + "]" * 200)
    assert "a.yml" in problem_of("[" * 200_000 + "]" * 200_000)


def test_files_that_cannot_be_read_are_problems(tmp_path, monkeypatch):
    def told(name: str) -> str:
        with pytest.raises(ProjectError) as caught:
            read_yaml(tmp_path / name, name)
        return str(caught.value)

    (tmp_path / "latin.yml").write_bytes("a: £\n".encode("latin-1"))
    assert told("latin.yml").startswith("latin.yml\n  byte 3 is not UTF-8")
    assert told("none.yml").startswith("none.yml\n  there is no such file")
    monkeypatch.setattr(yamlfile, "LARGEST_FILE_BYTES", 3)
    assert told("latin.yml").startswith("latin.yml\n  it has 5 bytes")


def test_a_mark_of_byte_order_is_no_part_of_the_first_key(tmp_path):
    (tmp_path / "bom.yml").write_bytes(b"\xef\xbb\xbfa: 1\n")
    assert read_yaml(tmp_path / "bom.yml", "bom.yml").value == {"a": 1}
