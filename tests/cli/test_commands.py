"""The command line: results to stdout, problems to stderr, exit codes, help that can be pasted."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator

import click
import pytest
import typer.main

from lisbook.cli.main import app
from lisbook.version import __version__
from tests.fixtures import SMALL


def commands(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    if isinstance(command, click.Group) or hasattr(command, "commands"):
        for name, inner in command.commands.items():  # type: ignore[attr-defined]
            yield from commands(inner, (*path, name))
    else:
        yield path, command


COMMANDS = dict(commands(typer.main.get_command(app)))


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_command_has_help_with_an_example_of_itself(path, lisbook):
    said = lisbook(*path, "--help")
    assert said.code == 0
    assert f"Example: lisbook {' '.join(path)}" in said.out
    assert COMMANDS[path].help


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_command_knows_the_project_option(path):
    assert "--project" in [option for parameter in COMMANDS[path].params for option in parameter.opts]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["bulid"], "No such command 'bulid'"),
        (["check", "--frist"], "No such option: --frist"),
        (["run", "--workers", "none"], "Invalid value for '--workers'"),
        (["run", "--workers", "0"], "Invalid value for '--workers'"),
        (["run", "hoems", "--project", str(SMALL)], "There is no page 'hoems'. Did you mean homes?"),
        (["data", "show", "home", "--project", str(SMALL)], "There is no dataset 'home'. Did you mean homes?"),
        (["data", "accept", "home", "--project", str(SMALL)], "There is no dataset 'home'. Did you mean homes?"),
        (["check", "--project", str(SMALL / "config")], "is no project: it has no _toc.yml."),
        (["check", "--project", "/no/such/folder"], "/no/such/folder is no project: it has no _toc.yml."),
    ],
)
def test_usage_is_told_in_a_sentence_with_code_2(arguments, told, lisbook):
    said = lisbook(*arguments)
    assert said.code == 2
    assert said.out == ""
    assert told in said.err
    assert "Traceback" not in said.err


def test_outside_a_project_a_sentence_says_so(tmp_path, monkeypatch, lisbook):
    monkeypatch.chdir(tmp_path)
    said = lisbook("check")
    assert (said.code, said.out) == (2, "")
    assert said.err == f"There is no project in {tmp_path} or above it: no folder has a _toc.yml. Use --project DIR.\n"


def test_the_project_is_found_from_a_folder_within(small, monkeypatch, lisbook):
    monkeypatch.chdir(small / "config" / "strategy")
    assert lisbook("check").out == "The project is in order.\n"


def test_check_as_json_gives_each_problem_its_three_parts(small, lisbook):
    said = lisbook("check", "--json", "--project", small)
    assert (said.code, json.loads(said.out), said.err) == (0, {"problems": []}, "")
    (small / "lis_data/stray.csv").write_text("x\n")
    said = lisbook("check", "--json", "--project", small)
    assert said.code == 1
    assert json.loads(said.out) == {
        "problems": [
            {
                "where": "lis_data/stray.csv",
                "what": "is not in the catalogue",
                "remedy": "Describe it in lis_data/datapackage.yaml, or remove it.",
                "warning": False,
            }
        ]
    }


def test_warnings_do_not_fail_a_check(small, lisbook):
    page = small / "book/index.md"
    page.write_text(page.read_text() + "\nIt rose.\n")
    said = lisbook("check", "--project", small)
    assert (said.code, said.out) == (0, "The project is in order, with the warnings above.\n")
    assert "warning: the direction word 'rose' is typed" in said.err
    assert said.err.endswith("\n1 warning\n")


def test_plan_shows_every_page_and_as_json_its_parameters(lisbook):
    said = lisbook("plan", "--project", SMALL)
    assert said.out.splitlines()[0].split() == ["labour/exeshire", "notebooks/labour.ipynb", "area='exeshire'"]
    pages = json.loads(lisbook("plan", "--json", "--project", SMALL).out)
    assert pages[-1]["page"] == "homes/lower-exe"
    assert pages[-1]["parameters"] == {"area": "lower-exe", "since": "2020"}


def test_plan_brings_the_reading_order_along(small, lisbook):
    plan = small / "config/pages.yml"
    plan.write_text(
        plan.read_text().replace(
            "template: labour, keys: [exeshire, vale]", "template: labour, keys: [exeshire, vale, merland]"
        )
    )
    assert lisbook("check", "--project", small).code == 1
    said = lisbook("plan", "--write-toc", "--project", small)
    assert (said.code, said.err) == (0, "_toc.yml was brought along.\n")
    assert "book/pages/labour/merland" in (small / "_toc.yml").read_text()
    assert lisbook("plan", "--write-toc", "--project", small).err == "_toc.yml is up to date.\n"


def test_data_are_listed_shown_and_checked(lisbook):
    listed = json.loads(lisbook("data", "list", "--json", "--project", SMALL).out)
    assert [entry["name"] for entry in listed] == ["work", "homes", "training"]
    shown = lisbook("data", "show", "work", "--project", SMALL).out
    assert "Work rate (invented)" in shown
    assert "indicators: work-rate" in shown
    assert "2019 to 2023" in shown
    said = lisbook("data", "check", "--project", SMALL)
    assert (said.code, said.out) == (0, "3 datasets are in order.\n")


def test_a_changed_file_is_accepted_by_command_only(small, lisbook):
    data = small / "lis_data/homes.csv"
    data.write_text(data.read_text().replace("new-homes,120,", "new-homes,121,"))
    assert "differs from its catalogue entry" in lisbook("data", "check", "--project", small).err
    assert lisbook("data", "accept", "homes", "--project", small).code == 0
    assert lisbook("data", "check", "--project", small).code == 0


def test_drafts_are_compared_with_todays_inputs(small, lisbook):
    said = lisbook("check", "--drafts", "--project", small)
    assert said.code == 1
    assert said.err.count("there is no draft of this page") == 8


def test_a_problem_that_survives_the_check_is_told_without_a_traceback(small, lisbook, monkeypatch):
    from lisbook.cli import main as module

    def interrupted(**_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(module, "app", interrupted)
    said = lisbook("check")
    assert (said.code, said.err) == (130, "Stopped.\n")


def test_help_comes_without_the_heavy_libraries():
    code = (
        "import sys; from lisbook.cli.main import main; main(['--help']); "
        "sys.exit(any(name in sys.modules for name in ('pandas', 'altair', 'papermill', 'sphinx', 'jupyter_book')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert "check" in done.stdout


def test_the_version_is_told(lisbook):
    assert lisbook("--version").out == f"lisbook {__version__}\n"
