"""`lisbook data`: look at the datasets, check them, bring in a new release, accept a changed file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from lisbook.cli.options import JsonOption, ProjectOption, root_of

app = typer.Typer(help="Datasets in lis_data/: list, show, check, import, accept.", no_args_is_help=True)
NameArgument = Annotated[str, typer.Argument(metavar="DATASET")]


@app.command("list")
def list_datasets(project: ProjectOption = None, as_json: JsonOption = False) -> None:
    """List the datasets with publisher, release and licence.

    Example: lisbook data list --json
    """
    from rich.console import Console
    from rich.table import Table

    from lisbook.cli.output import say_json
    from lisbook.data.package import load_package
    from lisbook.errors import ProjectError

    package, problems = load_package(root_of(project))
    if problems:
        raise ProjectError(problems)
    if as_json:
        say_json(
            [
                {"name": entry.name, "title": entry.title, "publisher": entry.publisher, "released": entry.released}
                for entry in package.datasets
            ]
        )
        return
    table = Table("Dataset", "Publisher", "Released", "Status", "Licence")
    for entry in package.datasets:
        table.add_row(
            entry.name, entry.publisher, entry.released, entry.status, ", ".join(one.name for one in entry.licences)
        )
    Console().print(table)


@app.command()
def show(name: NameArgument, project: ProjectOption = None) -> None:
    """Show one dataset: source, licence, measures, periods, caveats.

    Example: lisbook data show employment-rate
    """
    from lisbook.cli.output import say
    from lisbook.data.table import read_table
    from lisbook.errors import ProjectError
    from lisbook.project import load_project

    root = root_of(project)
    loaded = load_project(root)
    entry = loaded.package.dataset(name)
    table, problems = read_table(root / entry.path, entry)
    if problems:
        raise ProjectError(problems)
    facts = {
        "file": entry.path,
        "publisher": entry.publisher,
        "series": entry.series,
        "released": entry.released,
        "retrieved": entry.retrieved,
        "status": entry.status,
        "licence": ", ".join(one.title for one in entry.licences),
        "geography": entry.geography,
        "sha256": entry.sha256,
    }
    say(entry.title)
    for key, value in facts.items():
        say(f"  {key:<10} {value}")
    for measure, about in entry.measures.items():
        periods = sorted({row.period for code in table.area_codes(measure) for row in table.slice(measure, code)})
        span = f"{periods[0].label} to {periods[-1].label}" if periods else "no rows"
        say(f"  {measure}: {about.title}, {about.unit}; {len(table.area_codes(measure))} areas, {span}")
        used = [one.id for one in loaded.indicators.indicators if one.dataset == name and one.measure == measure]
        if used:
            say(f"    indicators: {', '.join(used)}")
    for caveat in entry.caveats:
        say(f"  - {caveat}")


@app.command()
def check(project: ProjectOption = None) -> None:
    """Check every table, and that each is the file its catalogue entry describes.

    Example: lisbook data check
    """
    from lisbook.checks.data import check_data
    from lisbook.cli.output import report_problems, say
    from lisbook.data.acceptance import check_digests
    from lisbook.errors import sorted_problems
    from lisbook.project import load_project

    loaded = load_project(root_of(project))
    code = report_problems(sorted_problems([*check_digests(loaded.root, loaded.package), *check_data(loaded)]))
    if code == 0:
        say(f"{len(loaded.package.datasets)} datasets are in order.")
    raise typer.Exit(code)


@app.command("import")
def import_file(
    layout: Annotated[str, typer.Argument(metavar="LAYOUT", help="How the publisher lays the file out, such as els.")],
    file: Annotated[Path, typer.Argument(metavar="FILE")],
    dataset: Annotated[
        str | None, typer.Option("--dataset", metavar="NAME", help="The dataset, where the file's name does not tell.")
    ] = None,
    released: Annotated[
        str | None, typer.Option("--released", metavar="DATE", help="Release date, YYYY-MM-DD.")
    ] = None,
    retrieved: Annotated[
        str | None, typer.Option("--retrieved", metavar="DATE", help="Day on which you fetched it.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change and write nothing.")] = False,
    project: ProjectOption = None,
) -> None:
    """Bring a publisher's file in: shows what changes, then writes table and catalogue entry.

    Example: lisbook data import els employment-rate.csv --released 2026-11-10 --retrieved 2026-11-22
    """
    from lisbook.cli.output import say
    from lisbook.data.boundaries import import_boundaries
    from lisbook.data.importing import plan_import, write_import

    root = root_of(project)
    if layout == "boundaries":
        for path in import_boundaries(root, file, retrieved=retrieved):
            say(path.relative_to(root).as_posix())
        return
    plan = plan_import(root, layout, file, dataset)
    for line in plan.summary():
        say(line)
    if dry_run or plan.changes_nothing:
        return
    for path in write_import(plan, retrieved=retrieved, released=released):
        say(f"wrote {path.relative_to(root).as_posix()}")


@app.command()
def accept(name: NameArgument, project: ProjectOption = None) -> None:
    """Record a data file as it now is: its digest and size go into the catalogue.

    Example: lisbook data accept employment-rate
    """
    from lisbook.data.acceptance import accept as accept_file

    changed = accept_file(root_of(project), name)
    sys.stderr.write(f"{name} is accepted as it is now.\n" if changed else f"{name} was accepted already.\n")
