"""Is each data file the one its catalogue entry describes? And the command that says: yes, this one now."""

from __future__ import annotations

from pathlib import Path

from lisbook.data.descriptor import entries_by_name, read_catalogue_text, with_entry
from lisbook.data.package import DATA_FOLDER, PACKAGE_PATH, Dataset, Package
from lisbook.data.table import file_missing
from lisbook.errors import Problem, ProjectError, UsageError, suggest
from lisbook.files import is_inside, sha256_of_file, write_whole


def check_digest(root: Path, dataset: Dataset) -> tuple[Problem, ...]:
    """No problem when the file's bytes have the recorded digest, one problem otherwise."""
    path = root / dataset.path
    if not path.is_file():
        return (file_missing(dataset),)
    found = sha256_of_file(path)
    if found == dataset.sha256:
        return ()
    what = f"differs from its catalogue entry (sha256 {dataset.sha256[:4]}… expected, {found[:4]}… found)"
    return (
        Problem(
            dataset.path, what, f"Restore the file, or accept the new one with: lisbook data accept {dataset.name}"
        ),
    )


def check_digests(root: Path, package: Package) -> tuple[Problem, ...]:
    """The digest check of every file in the catalogue, and files in lis_data/ that the catalogue does not list."""
    problems = [problem for resource in package.resources for problem in check_digest(root, resource)]
    listed = {resource.path for resource in package.resources}
    for path in sorted((root / DATA_FOLDER).rglob("*.csv")):
        relative = path.relative_to(root).as_posix()
        if relative not in listed:
            remedy = f"Describe it in {PACKAGE_PATH}, or remove it."
            problems.append(Problem(relative, "is not in the catalogue", remedy))
    return tuple(problems)


def accept(root: Path, name: str) -> bool:
    """Record the present digest and size of one dataset's file; returns whether the catalogue changed.

    Works for an entry that has no digest yet, too. Raises UsageError for a name the catalogue does not have and
    ProjectError when the file is missing or outside lis_data/.
    """
    text = read_catalogue_text(root)
    entries = entries_by_name(text)
    if name not in entries:
        raise UsageError(f"There is no dataset {name!r}. {suggest(name, entries)}")
    relative = f"{DATA_FOLDER}/{entries[name].get('path', '')}"
    path = root / relative
    if not is_inside(path, root / DATA_FOLDER):
        raise ProjectError([Problem(PACKAGE_PATH, f"the path of {name} leaves {DATA_FOLDER}/", "Correct the path.")])
    if not path.is_file():
        raise ProjectError([Problem(relative, "there is no such file", "Put it there, then accept it.")])
    changes: dict[str, str | int] = {"bytes": path.stat().st_size, "hash": f"sha256:{sha256_of_file(path)}"}
    return write_whole(root / PACKAGE_PATH, with_entry(text, name, changes))
