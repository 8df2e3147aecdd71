"""Sources as readers see them: the list that ends each page, and every dataset on the page about sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from docutils import nodes
from sphinx import addnodes

from lisbook.config.facts import Fact
from lisbook.config.indicators import Indicator, IndicatorsFile
from lisbook.data.acceptance import check_digest
from lisbook.data.package import NOT_KNOWN, Dataset
from lisbook.project import Project

XREF = "lisbook-dataset"
STATUS = {
    "official": "official statistics",
    "in-development": "official statistics in development",
    "experimental": "experimental statistics",
    "historic": "historic figures, nothing later held here",
    "compiled-by-others": "compiled by others from published figures",
}
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def render_date(iso: str) -> str:
    """`16 April 2024` for 2024-04-16, `April 2024` for 2024-04; any other text as it is."""
    parts = iso.split("-")
    if not 2 <= len(parts) <= 3 or not all(part.isdigit() for part in parts) or not 1 <= int(parts[1]) <= 12:
        return iso
    day = f"{int(parts[2])} " if len(parts) == 3 else ""
    return f"{day}{_MONTHS[int(parts[1]) - 1]} {parts[0]}"


def render_licences(dataset: Dataset) -> str:
    """The titles of a dataset's licences."""
    return " and ".join(licence.title for licence in dataset.licences)


def indicators_from(dataset: str, indicators: IndicatorsFile) -> tuple[Indicator, ...]:
    """The indicators that read a dataset: for their values, for the parts of a ratio, or for their weights."""
    weights = {weight.id for weight in indicators.weights if _names(dataset, [*weight.times, *weight.over])}

    def reads(indicator: Indicator) -> bool:
        rule = indicator.aggregate
        parts = [ref for ref in (rule.numerator, rule.denominator) if ref]
        return indicator.dataset == dataset or _names(dataset, parts) or rule.by in weights

    return tuple(indicator for indicator in indicators.indicators if reads(indicator))


def unaccepted(project: Project) -> frozenset[str]:
    """Names of the datasets whose files are not those that the catalogue describes."""
    return frozenset(one.name for one in project.package.resources if check_digest(project.root, one))


def unaccepted_note(project: Project, datasets: Iterable[str]) -> nodes.warning:
    """What a page says that prints figures from a file nobody has accepted yet."""
    titles = ", ".join(project.package.dataset(name).title for name in sorted(datasets))
    said = f"This page prints figures from data that were changed and not yet accepted: {titles}. Do not quote it."
    return nodes.warning("", nodes.paragraph("", said), classes=["unaccepted-data"])


def page_sources(project: Project, datasets: Iterable[str], facts: Iterable[str]) -> nodes.section | None:
    """The section that ends a page: each dataset and each quoted fact that it stands on; None when there are none."""
    used = set(datasets)
    quoted = set(facts)
    items = nodes.bullet_list(classes=["page-sources"])
    items += [_source_item(one) for one in project.package.resources if one.name in used]
    items += [_fact_item(one) for one in project.facts.facts if one.id in quoted]
    if not items.children:
        return None
    section = nodes.section(ids=["sources-of-this-page"], classes=["sources-of-this-page"])
    section += nodes.title("", "Sources of this page")
    section += items
    return section


def dataset_sections(project: Project) -> Iterator[nodes.section]:
    """One section for each file of the data package, under an id that is the dataset's name."""
    for dataset in project.package.resources:
        section = nodes.section(ids=[dataset.name], classes=["dataset"])
        section += nodes.title("", dataset.title)
        if dataset.description:
            section += nodes.paragraph("", dataset.description)
        section += _field_list(dataset, project.indicators)
        yield section


def _source_item(dataset: Dataset) -> nodes.list_item:
    """Publisher, series, release, licence and standing, with the way to all the rest."""
    link = addnodes.pending_xref("", refdomain="", reftype=XREF, reftarget=dataset.name, refexplicit=True)
    link += nodes.inline("", dataset.title)
    known = dataset.released != NOT_KNOWN
    released = f"Released {render_date(dataset.released)}" if known else "Release date not known"
    released += f"; {STATUS[dataset.status]}; {render_licences(dataset)}."
    text = nodes.paragraph("", "", link, nodes.Text(f": {dataset.publisher}, {dataset.series}. {released}"))
    return nodes.list_item("", text, ids=[f"source-{dataset.name}"])


def _fact_item(fact: Fact) -> nodes.list_item:
    passage = f", paragraph {fact.source.paragraph}" if fact.source.paragraph else ""
    caveat = f" {fact.caveat}" if fact.caveat else ""
    text = f"{fact.statement}: {fact.source.document}{passage} ({fact.as_of}).{caveat}"
    return nodes.list_item("", nodes.paragraph("", text), ids=[f"source-fact-{fact.id}"])


def _field_list(dataset: Dataset, indicators: IndicatorsFile) -> nodes.field_list:
    used = [indicator.title for indicator in indicators_from(dataset.name, indicators)]
    fields: list[tuple[str, list[nodes.Node]]] = [
        ("Publisher", [nodes.Text(dataset.publisher)]),
        ("Series", [nodes.Text(dataset.series)]),
        ("Found at", _lines(_link(source.title, source.path) for source in dataset.sources)),
        ("Released", [nodes.Text(render_date(dataset.released))]),
        ("Retrieved", [nodes.Text(render_date(dataset.retrieved))]),
        ("Licence", _lines(_link(licence.title, licence.path) for licence in dataset.licences)),
        ("Areas", [nodes.Text(dataset.geography)]),
        ("Standing", [nodes.Text(_capital(STATUS[dataset.status]))]),
        ("Be careful", _lines(nodes.Text(caveat) for caveat in dataset.caveats)),
        ("Attribution", [nodes.Text(dataset.attribution)]),
        ("Used for", _lines(nodes.Text(title) for title in used)),
        ("File", [nodes.literal("", dataset.path)]),
        ("SHA-256", [nodes.literal("", dataset.sha256, classes=["digest"])]),
    ]
    result = nodes.field_list(classes=["dataset-facts"])
    for label, content in fields:
        if content:
            body = content if isinstance(content[0], nodes.bullet_list) else [nodes.paragraph("", "", *content)]
            result += nodes.field("", nodes.field_name("", label), nodes.field_body("", *body))
    return result


def _lines(items: Iterable[nodes.Node]) -> list[nodes.Node]:
    """One item as it is, several as a list."""
    found = list(items)
    if len(found) < 2:
        return found
    return [nodes.bullet_list("", *(nodes.list_item("", nodes.paragraph("", "", item)) for item in found))]


def _link(title: str, address: str) -> nodes.Node:
    """A link where the address is one a browser should follow, the bare title otherwise."""
    if address.startswith(("https://", "http://")):
        return nodes.reference("", title, refuri=address, internal=False)
    return nodes.Text(title)


def _names(dataset: str, references: Iterable[str]) -> bool:
    return any(reference.split("/")[0] == dataset for reference in references)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
