import hashlib

import pytest

from lisbook.data.acceptance import accept, check_digest, check_digests
from lisbook.data.package import load_package
from lisbook.errors import ProjectError, UsageError

CATALOGUE = "lis_data/datapackage.yaml"


def test_a_changed_file_is_told_with_both_digests_and_the_command(tiny):
    accept(tiny, "work")
    dataset = load_package(tiny)[0].dataset("work")
    assert check_digest(tiny, dataset) == ()
    path = tiny / dataset.path
    path.write_bytes(path.read_bytes() + b"\n")
    [problem] = check_digest(tiny, dataset)
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    assert str(problem) == (
        "lis_data/work.csv\n"
        f"  differs from its catalogue entry (sha256 {dataset.sha256[:4]}… expected, {found[:4]}… found)\n"
        "  Restore the file, or accept the new one with: lisbook data accept work"
    )


def test_accepting_changes_two_lines_and_no_other_byte(tiny):
    before = (tiny / CATALOGUE).read_bytes().split(b"\n")
    assert accept(tiny, "work") is True
    after = (tiny / CATALOGUE).read_bytes().split(b"\n")
    changed = [new for old, new in zip(before, after, strict=True) if old != new]
    digest = hashlib.sha256((tiny / "lis_data/work.csv").read_bytes()).hexdigest()
    size = (tiny / "lis_data/work.csv").stat().st_size
    assert changed == [f"    bytes: {size}".encode(), f'    hash: "sha256:{digest}"  # by command only'.encode()]
    assert accept(tiny, "work") is False


def test_accepting_keeps_the_line_ends_of_the_catalogue(tiny):
    path = tiny / CATALOGUE
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    lines = path.read_bytes().count(b"\r\n")
    accept(tiny, "work")
    assert path.read_bytes().count(b"\r\n") == path.read_bytes().count(b"\n") == lines


def test_accepting_an_unknown_dataset_suggests_a_name(tiny):
    with pytest.raises(UsageError, match="Did you mean work"):
        accept(tiny, "works")


def test_accepting_a_file_that_is_not_there_is_refused(tiny):
    (tiny / "lis_data/work.csv").unlink()
    with pytest.raises(ProjectError, match="there is no such file"):
        accept(tiny, "work")


def test_a_file_that_the_catalogue_does_not_list_is_told(tiny):
    accept(tiny, "work")
    accept(tiny, "geography")
    (tiny / "lis_data/stray.csv").write_text("a\n")
    problems = check_digests(tiny, load_package(tiny)[0])
    assert [(problem.where, problem.what) for problem in problems] == [
        ("lis_data/stray.csv", "is not in the catalogue")
    ]


def test_accepting_gives_an_entry_without_digest_its_lines(tiny):
    path = tiny / CATALOGUE
    lines = path.read_text().splitlines(keepends=True)
    start = lines.index("  - name: work\n")
    kept = [line for i, line in enumerate(lines) if i < start or not line.lstrip().startswith(("bytes:", "hash:"))]
    path.write_text("".join(kept))
    assert "work" not in load_package(tiny)[0]
    accept(tiny, "work")
    package, problems = load_package(tiny)
    assert not problems
    assert check_digest(tiny, package.dataset("work")) == ()


def test_accepting_a_file_outside_the_data_folder_is_refused(tiny):
    path = tiny / CATALOGUE
    path.write_text(path.read_text().replace("path: work.csv", "path: ../secret.csv"))
    (tiny / "secret.csv").write_text("x")
    with pytest.raises(ProjectError, match="leaves lis_data/"):
        accept(tiny, "work")
