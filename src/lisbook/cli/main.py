"""The command line: parse, call the library, print, return a code. 0 good, 1 problems in the project, 2 usage."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from lisbook.cli import data as data_commands
from lisbook.cli.options import EngineOption, JsonOption, ProjectOption, WorkersOption, root_of
from lisbook.errors import LisBookError
from lisbook.version import __version__


def _show_version(asked: bool) -> None:
    if asked:
        sys.stdout.write(f"lisbook {__version__}\n")
        raise typer.Exit


app = typer.Typer(
    name="lisbook",
    help="Reproducible strategy documents from parameterised notebooks.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(data_commands.app, name="data")


@app.callback()
def lisbook(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and stop.")
    ] = False,
) -> None:
    """Reproducible strategy documents from parameterised notebooks."""


@app.command()
def check(
    project: ProjectOption = None,
    drafts: Annotated[bool, typer.Option("--drafts", help="Also compare the drafts with today's inputs.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Find every problem in the project, without executing anything.

    Example: lisbook check --drafts
    """
    from lisbook.checks.everything import check_project
    from lisbook.cli.output import problems_json, report_problems, say, say_json
    from lisbook.pipeline import check_drafts

    root = root_of(project)
    problems = check_project(root)
    if drafts and all(problem.warning for problem in problems):
        problems = (*problems, *check_drafts(root))
    if as_json:
        say_json({"problems": problems_json(problems)})
        raise typer.Exit(int(any(not problem.warning for problem in problems)))
    code = report_problems(problems)
    if code == 0:
        say("The project is in order." if not problems else "The project is in order, with the warnings above.")
    raise typer.Exit(code)


@app.command()
def plan(
    project: ProjectOption = None,
    write_toc: Annotated[bool, typer.Option("--write-toc", help="Bring _toc.yml along with config/pages.yml.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Show each page that would be executed, with its template and parameters.

    Example: lisbook plan --write-toc
    """
    from lisbook.cli.output import say, say_json
    from lisbook.project import load_project
    from lisbook.toc import update_toc

    root = root_of(project)
    loaded = load_project(root)
    if write_toc:
        changed = update_toc(root, loaded.pages)
        sys.stderr.write("_toc.yml was brought along.\n" if changed else "_toc.yml is up to date.\n")
    if as_json:
        say_json(
            [{"page": page.id, "template": page.template, "parameters": dict(page.parameters)} for page in loaded.pages]
        )
        return
    width = max((len(page.id) for page in loaded.pages), default=0)
    for page in loaded.pages:
        parameters = ", ".join(f"{name}={value!r}" for name, value in page.parameters.items())
        say(f"{page.id:<{width}}  notebooks/{page.template}.ipynb  {parameters}")


@app.command()
def run(
    pages: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PAGE]…", help="Page ids, templates or patterns; all pages by default."),
    ] = None,
    project: ProjectOption = None,
    workers: WorkersOption = 2,
    engine: EngineOption = "lisbook-kernel",
) -> None:
    """Execute pages with Papermill and write their drafts.

    Example: lisbook run people/northam
    """
    from lisbook.cli.output import RunProgress, report_problems, say
    from lisbook.pipeline import plan_runs, run_pages
    from lisbook.project import load_project

    root = root_of(project)
    chosen = tuple(pages or ())
    with RunProgress(len(plan_runs(load_project(root), chosen))) as progress:
        report = run_pages(root, chosen, engine, workers, progress)
    for path in report.changed:
        say(path)
    sys.stderr.write(f"{len(report.pages)} pages executed, {len(report.changed)} drafts changed\n")
    raise typer.Exit(report_problems(report.problems))


@app.command()
def build(
    project: ProjectOption = None,
    workers: WorkersOption = 2,
    engine: EngineOption = "lisbook-kernel",
) -> None:
    """Check the project, execute its pages and compile the book to _build/html.

    Example: lisbook build --workers 2
    """
    from lisbook.cli.output import RunProgress, report_problems, say
    from lisbook.pipeline import HTML, build_book
    from lisbook.project import load_project

    root = root_of(project)
    with RunProgress(len(load_project(root).pages)) as progress:
        report = build_book(root, engine, workers, progress)
    code = report_problems(report.problems)
    if code:
        kept = "The last good book was kept." if (root / HTML).is_dir() else "No book was made."
        sys.stderr.write(kept + "\n")
    else:
        sys.stderr.write(f"{len(report.pages)} pages executed, {len(report.changed)} drafts changed\n")
        say(f"{HTML}/index.html")
    raise typer.Exit(code)


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command line; the exit code. Errors of ours are told without a traceback."""
    try:
        app(args=list(sys.argv[1:] if argv is None else argv), prog_name="lisbook")
    except LisBookError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    except KeyboardInterrupt:
        sys.stderr.write("Stopped.\n")
        return 130
    except SystemExit as end:  # Typer ends every command so, with the code
        return end.code if isinstance(end.code, int) else 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
