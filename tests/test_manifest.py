"""The manifest: what went in and what came out."""

from __future__ import annotations

import json

from lisbook.files import sha256_of_file
from lisbook.manifest import input_files, render_manifest


def test_inputs_are_what_a_page_can_depend_on_and_nothing_made(small, small_project):
    for made in (
        "book/pages/labour/x.ipynb",
        "book/drafts/labour/x.md",
        "notebooks/.ipynb_checkpoints/x.ipynb",
        "config/.areas.yml.abc.part",
    ):
        (small / made).parent.mkdir(parents=True, exist_ok=True)
        (small / made).write_text("made")
    names = [path.relative_to(small).as_posix() for path in input_files(small)]
    assert names == sorted(names)
    assert {
        "_config.yml",
        "_toc.yml",
        "book/index.md",
        "config/strategy/facts.yml",
        "lis_data/work.csv",
        "notebooks/labour.ipynb",
    } <= set(names)
    assert not [name for name in names if "/x." in name or name.endswith(".part")]


def test_the_manifest_tells_digests_tools_and_parameters(small, small_project):
    output = small / "_build/figures.json"
    output.parent.mkdir()
    output.write_text("{}")
    text = render_manifest(small, small_project.pages, [output])
    manifest = json.loads(text)
    assert text == render_manifest(small, small_project.pages, [output]), "no clocks"
    assert manifest["inputs"]["lis_data/work.csv"] == sha256_of_file(small / "lis_data/work.csv")
    assert manifest["outputs"] == {"_build/figures.json": sha256_of_file(output)}
    assert manifest["runs"]["homes/upper-exe"] == {
        "template": "homes",
        "parameters": {"area": "upper-exe", "since": "2020"},
    }
    assert {"python", "lisbook", "papermill", "jupyter-book"} <= set(manifest["tools"])
    assert str(small) not in text


def test_a_changed_byte_moves_one_digest_and_nothing_else(small, small_project):
    before = json.loads(render_manifest(small, small_project.pages, []))["inputs"]
    (small / "lis_data/work.csv").write_bytes((small / "lis_data/work.csv").read_bytes() + b"\n")
    after = json.loads(render_manifest(small, small_project.pages, []))["inputs"]
    assert [name for name in before if before[name] != after[name]] == ["lis_data/work.csv"]
