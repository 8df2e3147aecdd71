"""Writes are whole or not at all; digests stand for values; paths stay inside."""

from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lisbook import files
from lisbook.files import (
    canonical_json,
    digest_of,
    is_inside,
    readable_json,
    sha256_of_bytes,
    sha256_of_file,
    write_whole,
)

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def test_a_file_is_written_with_its_folders_and_readable_for_everyone(tmp_path):
    path = tmp_path / "a/b/page.md"
    assert write_whole(path, "text – mit Umlaut ü\n") is True
    assert path.read_text(encoding="utf-8") == "text – mit Umlaut ü\n"
    assert path.stat().st_mode & 0o777 == 0o644


def test_an_unchanged_file_is_left_alone(tmp_path):
    path = tmp_path / "page.md"
    write_whole(path, "text")
    os.utime(path, (1, 1))
    assert write_whole(path, b"text") is False
    assert path.stat().st_mtime == 1


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_an_interrupted_write_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch, step):
    path = tmp_path / "page.md"
    write_whole(path, "old")

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(files.os, step, stop)
    with pytest.raises(KeyboardInterrupt):
        write_whole(path, "new")
    assert [(one.name, one.read_text()) for one in tmp_path.iterdir()] == [("page.md", "old")]


@given(st.dictionaries(st.text(), JSON))
def test_the_order_of_keys_does_not_move_a_digest(value):
    turned = dict(reversed(list(value.items())))
    assert digest_of(value) == digest_of(turned)
    assert canonical_json(value) == canonical_json(turned)
    assert readable_json(value) == readable_json(turned)


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_json_cannot_hold_is_refused(value):
    with pytest.raises(ValueError, match="not JSON compliant"):
        canonical_json([value])


def test_the_digest_of_a_file_is_that_of_its_bytes(tmp_path):
    content = os.urandom((1 << 20) + 17)
    (tmp_path / "data").write_bytes(content)
    assert sha256_of_file(tmp_path / "data") == sha256_of_bytes(content)


def test_links_are_followed_before_a_path_counts_as_inside(tmp_path):
    root = tmp_path / "project"
    root.mkdir()
    (root / "link").symlink_to(tmp_path)
    assert is_inside(root / "a/../b", root)
    assert not is_inside(root / "../b", root)
    assert not is_inside(root / "link/b", root)
