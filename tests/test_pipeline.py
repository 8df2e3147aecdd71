"""The stages joined, on the small project."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from lisbook.drafts.content import content_of_notebook
from lisbook.errors import UsageError
from lisbook.notebooks.run import RunResult
from lisbook.pipeline import check_drafts, plan_runs, run_pages, write_drafts
from lisbook.plan import template_path
from lisbook.project import load_project
from lisbook.prose.expressions import evaluate_expression
from lisbook.prose.markdown import inline_expressions
from lisbook.toc import read_toc, reading_order


@pytest.fixture
def executed(run_small: Path, tmp_path: Path) -> Path:
    """A copy of the executed small project, for tests that change it."""
    return Path(shutil.copytree(run_small, tmp_path / "project"))


def files_below(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def test_every_page_has_a_notebook_a_draft_and_a_sidecar(run_small):
    for page in reading_order(read_toc(run_small)):
        assert (run_small / f"book/drafts/{page}.md").is_file()
        assert (run_small / f"book/drafts/{page}.json").is_file()
    for planned in load_project(run_small).pages:
        assert (run_small / planned.notebook).is_file()


def test_no_page_names_another_place_or_machine(run_small):
    for folder in ("book", "_build"):
        for name, content in files_below(run_small / folder).items():
            text = content.decode().lower()
            assert "london" not in text, name
            assert "borough" not in text, name
            assert str(run_small) not in text, name


def test_a_rule_of_each_kind_of_aggregate_is_met(run_small):
    text = (run_small / "book/drafts/labour/upper-exe.md").read_text()
    assert "Our own estimate for the Upper Exe Vale: the mean of its districts' figures, weighted by residents." in text
    text = (run_small / "book/drafts/homes/exeshire.md").read_text()
    assert "there were 918 homes in four districts" in text
    assert "Provisional; nobody will revise it" in text


def test_the_kernel_and_the_check_agree_on_every_expression(run_small):
    project = load_project(run_small)
    compared = 0
    for page in project.pages:
        verbs = project.verbs(page.area).table()
        notebook = json.loads((run_small / page.notebook).read_text())
        for cell in notebook["cells"]:
            stored = cell["metadata"].get("user_expressions", [])
            source = "".join(cell["source"])
            if cell["cell_type"] == "markdown":
                assert [item["expression"] for item in stored] == [
                    inline.expression for inline in inline_expressions(source)
                ]
            for item in stored:
                data, metadata = evaluate_expression(item["expression"], verbs)._repr_mimebundle_()
                assert item["result"]["metadata"]["lisbook"] == json.loads(json.dumps(metadata["lisbook"]))
                assert item["result"]["data"] == data
                compared += 1
    assert compared >= 40


def test_conditions_choose_cells_and_only_and_except_do(run_small):
    drafts = run_small / "book/drafts/labour"
    above = "The rate is above that of Merland."
    assert above in (drafts / "exeshire.md").read_text()
    assert above not in (drafts / "upper-exe.md").read_text(), "not clearly different"
    assert "In the county as a whole" not in (drafts / "exeshire.md").read_text()
    assert "In the county as a whole" in (drafts / "lower-exe.md").read_text()
    assert "## Only here" in (drafts / "exeshire.md").read_text()
    hidden = json.loads((drafts / "upper-exe.json").read_text())["slices"]
    assert "E99000001" in hidden["work"], "what a hidden cell asked is still read"


def test_drafts_written_again_are_the_same_bytes(executed):
    before = files_below(executed)
    assert write_drafts(load_project(executed)) == ((), ())
    assert files_below(executed) == before


def test_a_second_run_leaves_every_byte(executed):
    before = files_below(executed)
    report = run_pages(executed, ["labour/upper-exe"], workers=1)
    assert (report.pages, report.changed, report.problems) == (("labour/upper-exe",), (), ())
    assert files_below(executed) == before


def test_a_failing_page_does_not_stop_the_others_and_keeps_its_evidence(executed):
    template = executed / template_path("homes")
    find = '"page.members_table('
    assert find in template.read_text()
    template.write_text(
        template.read_text().replace(find, '"1 / (area != \\"upper-exe\\")\\n",\n    "page.members_table(')
    )
    before = (executed / "book/drafts/homes/upper-exe.md").read_bytes()
    seen: list[RunResult] = []
    report = run_pages(executed, ["homes/upper-exe", "homes/exeshire"], workers=2, progress=seen.append)
    assert report.pages == ("homes/exeshire",)
    (problem,) = report.problems
    assert (problem.where, problem.what) == (
        "homes/upper-exe, cell 4 of notebooks/homes.ipynb",
        "ZeroDivisionError: division by zero",
    )
    kept = json.loads((executed / "_build/failed/homes/upper-exe.ipynb").read_text())
    assert any(output["output_type"] == "error" for cell in kept["cells"] for output in cell.get("outputs", []))
    assert {result.run.page.id for result in seen} == {"homes/upper-exe", "homes/exeshire"}
    assert (executed / "book/drafts/homes/upper-exe.md").read_bytes() == before, "the last good draft stays"


def test_drafts_of_pages_that_are_no_more_go(executed):
    plan = executed / "config/pages.yml"
    plan.write_text(
        plan.read_text().replace("template: homes, keys: [exeshire, vale]", "template: homes, keys: [exeshire]")
    )
    changed, problems = write_drafts(load_project(executed))
    assert {path for path in changed if "vale" in path or "-exe" in path} >= {
        "book/drafts/homes/upper-exe.md",
        "book/drafts/homes/lower-exe.json",
    }
    assert problems == ()
    assert (executed / "book/drafts/homes/exeshire.md").is_file()


def test_drafts_tell_which_input_moved_on(executed):
    assert check_drafts(executed) == ()
    data = executed / "lis_data/homes.csv"
    data.write_text(
        data.read_text().replace("E99000014,2023-01-01/P1Y,new-homes,114", "E99000014,2023-01-01/P1Y,new-homes,115")
    )
    narrative = executed / "notebooks/narrative/labour/exeshire.md"
    narrative.write_text(narrative.read_text() + "\nMore.\n")
    (executed / "book/drafts/labour/lower-exe.json").write_text("{")
    (executed / "book/drafts/index.json").unlink()
    told = [(problem.where, problem.what) for problem in check_drafts(executed)]
    assert told == [
        ("book/drafts/homes/exeshire.json", "the data of homes for E99000014 changed since the draft was made"),
        ("book/drafts/homes/lower-exe.json", "the data of homes for E99000014 changed since the draft was made"),
        ("book/drafts/index.json", "there is no draft of this page"),
        ("book/drafts/labour/exeshire.json", "notebooks/narrative/labour/exeshire.md changed since the draft was made"),
        ("book/drafts/labour/lower-exe.json", "cannot be read as a draft's sidecar"),
    ]


def test_runs_are_named_by_page_template_or_pattern(small_project):
    def named(*names: str) -> list[str]:
        return [run.page.id for run in plan_runs(small_project, names)]

    assert named("labour/upper-exe") == ["labour/upper-exe"]
    assert named("homes") == ["homes/exeshire", "homes/upper-exe", "homes/lower-exe"]
    assert named("*/exeshire") == ["labour/exeshire", "homes/exeshire"]
    assert len(named()) == 6
    with pytest.raises(UsageError, match=r"There is no page 'hoems'\. Did you mean homes\?"):
        named("hoems")


def test_a_notebook_that_is_no_more_whole_is_told_and_no_traceback(executed):
    (executed / "book/pages/labour/exeshire.ipynb").write_text("{")
    changed, problems = write_drafts(load_project(executed))
    assert [(problem.where, problem.what) for problem in problems] == [
        ("book/pages/labour/exeshire.ipynb", "cannot be read as an executed page")
    ]
    assert changed == ()


def test_content_read_twice_is_the_same(run_small):
    notebook = json.loads((run_small / "book/pages/labour/exeshire.ipynb").read_text())
    assert content_of_notebook("labour/exeshire", notebook) == content_of_notebook("labour/exeshire", notebook)
