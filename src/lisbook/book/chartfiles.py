"""The files of charts, beside the pages: `_static/charts/<digest>.js`, `.svg` and `.csv`, and the drawing script."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from lisbook.book.sources import render_licences
from lisbook.files import digest_of, sha256_of_file, write_whole
from lisbook.project import Project

CACHE = "_build/cache/charts"
BUNDLE = "vega-bundle.js"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class DrawnChart:
    """A chart on a page: its specification, and all else about it as JSON."""

    spec: Mapping[str, Any]
    chart: Mapping[str, Any]
    datasets: tuple[str, ...] = ()


def write_chart_files(output: Path, project: Project, pages: Mapping[str, Mapping[str, DrawnChart]]) -> None:
    """Write the files of all charts, each once, and remove those that no page uses any more.

    pages: charts by digest, by page id. Pictures are kept between builds, under all that decides their bytes.
    """
    from lisbook.charts.figure import chart_script
    from lisbook.charts.static import render_svg, vega_bundle

    folder = output / "_static" / "charts"
    cache = _Cache(project.root / CACHE)
    kept = set()
    for digest, (page, drawn) in sorted(_each_once(pages).items()):
        spec = dict(drawn.spec)
        write_whole(folder / f"{digest}.js", chart_script(digest, spec))
        write_whole(folder / f"{digest}.svg", cache.text([spec], ".svg", lambda spec=spec: render_svg(spec)))
        write_whole(folder / f"{digest}.csv", render_csv(drawn.chart, page, licences(project, drawn.datasets)))
        kept.add(digest)
    for path in folder.glob("*"):
        if path.stem not in kept:
            path.unlink()
    if kept:
        # In a function of its own: at the top level its short names collide with those of Sphinx's scripts.
        bundle = cache.text([BUNDLE], ".js", vega_bundle)
        write_whole(output / "_static" / BUNDLE, f"(() => {{\n{bundle}\n}})();\n")


def licences(project: Project, datasets: Iterable[str]) -> tuple[str, ...]:
    """The licences of these datasets, each once."""
    found = (render_licences(project.package.dataset(name)) for name in datasets if name in project.package)
    return tuple(dict.fromkeys(found))


def render_csv(chart: Mapping[str, Any], page: str, licence: Iterable[str]) -> str:
    """The chart's values under a header that says what they are; no text of it acts as a formula in a spreadsheet."""
    stream = io.StringIO()
    head = [chart["title"], chart["subtitle"], *([chart["source"]] if chart["source"] else [])]
    head += [f"Licence: {title}" for title in licence]
    head += [f"Page: {page}.html#{chart['id']}", *(f"Note: {note}" for note in chart["notes"])]
    for line in head:
        stream.write(f"# {' '.join(line.split())}\n")
    rows: list[Mapping[str, Any]] = list(chart["values"])
    columns = list(dict.fromkeys(column for row in rows for column in row))
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(_safe(column) for column in columns)
    for row in rows:
        writer.writerow(_safe(row.get(column)) for column in columns)
    return stream.getvalue()


def _each_once(pages: Mapping[str, Mapping[str, DrawnChart]]) -> dict[str, tuple[str, DrawnChart]]:
    """Every chart with the first page, by name, that shows it."""
    result: dict[str, tuple[str, DrawnChart]] = {}
    for page, charts in sorted(pages.items()):
        for digest, drawn in charts.items():
            result.setdefault(digest, (page, drawn))
    return result


def _safe(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        value = "; ".join(str(item) for item in value)
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(_FORMULA) else text


class _Cache:
    """Texts that take long to make, kept under the digest of all they depend on: input, our code, the converter."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._tools = [version("vl-convert-python"), *_code_digests()]

    def text(self, key: list[Any], suffix: str, make: Any) -> str:
        path = self._folder / f"{digest_of([key, self._tools])[:40]}{suffix}"
        if path.is_file():
            return path.read_text("utf-8")
        text: str = make()
        write_whole(path, text)
        return text


def _code_digests() -> Iterator[str]:
    import lisbook.charts

    for path in sorted(Path(lisbook.charts.__path__[0]).glob("*.py")):
        yield sha256_of_file(path)
