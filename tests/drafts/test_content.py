"""From a page to what is published on it, and from there to draft, sidecar and ledger."""

from __future__ import annotations

import json

import pytest

from lisbook.drafts.content import ChartBlock, ProseBlock, TableBlock, content_of_markdown, content_of_notebook
from lisbook.drafts.draft import ledger_entries, render_draft, render_sidecar
from lisbook.drafts.ledger import render_ledger
from lisbook.prose.evaluate import evaluate_prose

FIELDS = {
    "id", "page", "where", "indicator", "fact", "measure", "area", "codes", "period", "against", "value", "text", "unit",
    "bounds", "estimate", "excluded", "flags", "datasets", "csv",
}  # fmt: skip


def markdown(project, source: str):
    return content_of_markdown(
        "a/page", source, list(evaluate_prose(source, project.verbs("exeshire").table(), "a/page.md"))
    )


@pytest.fixture
def executed(run_small):
    return json.loads((run_small / "book/pages/labour/upper-exe.ipynb").read_text(encoding="utf-8"))


def test_prose_is_filled_in_and_labels_are_left_out(small_project):
    content = markdown(small_project, '(label)=\n# Work in {eval}`name()`\n\nIt was {eval}`figure("work-rate")`.\n')
    assert content.title == "Work in Exeshire"
    assert content.blocks == (ProseBlock("# Work in Exeshire\n\nIt was 76.0%."),)
    assert [(where, figure.id) for where, figure in content.figures] == [("prose", "fig-work-rate")]
    assert ("work", "E99000002") in content.reads


def test_a_page_without_a_title_is_called_by_its_id(small_project):
    assert markdown(small_project, "No title.").title == "a/page"


def test_data_move_the_figures_and_not_the_digests_of_prose(small_project):
    one = content_of_markdown(
        "p", "It is {eval}`x()`.", list(evaluate_prose("{eval}`name()`", small_project.verbs("exeshire").table(), "p"))
    )
    two = content_of_markdown(
        "p", "It is {eval}`x()`.", list(evaluate_prose("{eval}`name()`", small_project.verbs("dunwell").table(), "p"))
    )
    assert one.blocks != two.blocks
    assert one.prose_digest == two.prose_digest


def test_an_executed_page_has_prose_charts_and_tables_in_order(executed):
    content = content_of_notebook("labour/upper-exe", executed)
    kinds = [type(block) for block in content.blocks]
    assert [kind for kind in kinds if kind is not ProseBlock] == [ChartBlock, TableBlock]
    assert content.title == "Work in the Upper Exe Vale"
    assert {where for where, _ in content.figures} == {"prose", "chart", "table"}
    assert {claim.kind for claim in content.claims} >= {"trend", "compare"}
    assert {dataset for dataset, _ in content.reads} == {"work", "training"}


def test_every_entry_of_the_ledger_has_the_fields_of_the_contract(run_small):
    ledger = json.loads((run_small / "_build/figures.json").read_text(encoding="utf-8"))
    assert set(ledger["datasets"]) == {"work", "homes", "training"}
    seen = set()
    for entry in ledger["figures"]:
        if entry["where"] == "claim":
            assert {
                "id",
                "page",
                "verb",
                "word",
                "indicator",
                "area",
                "period",
                "against",
                "value",
                "reference",
            } <= set(entry)
            continue
        seen.add(entry["where"])
        assert set(entry) <= FIELDS
        assert {"id", "page", "where", "text", "unit", "measure"} <= set(entry)
        assert ("indicator" in entry) + ("fact" in entry) == 1 or entry["measure"] == "count", entry
        if "indicator" in entry:
            assert {"area", "period", "datasets", "codes"} <= set(entry), entry
            assert set(entry["datasets"]) <= set(ledger["datasets"])
        if entry["where"] != "chart" and "indicator" in entry:
            assert isinstance(entry["value"], float)
    assert seen == {"prose", "chart", "table"}


def test_estimates_and_bounds_are_told_in_the_ledger(run_small):
    ledger = json.loads((run_small / "_build/figures.json").read_text(encoding="utf-8"))
    entries = {(entry["page"], entry["id"]): entry for entry in ledger["figures"] if entry["where"] == "prose"}
    own, made = entries["labour/exeshire", "fig-work-rate"], entries["labour/upper-exe", "fig-work-rate"]
    assert (own.get("estimate", False), own["codes"]) == (False, ["E99000002"])
    assert (made["estimate"], made["codes"]) == (True, ["E99000011", "E99000012"])
    for entry in (own, made):
        low, high = entry["bounds"]
        assert low < entry["value"] < high
    fact = entries["index", "fig-homes-wanted"]
    assert (fact["fact"], fact["value"], fact["text"]) == ("homes-wanted", 900, "900")


def test_a_draft_holds_every_printed_figure_and_names_its_sources(executed, small_project):
    content = content_of_notebook("labour/upper-exe", executed)
    draft = render_draft(content, small_project.package)
    for _, figure in content.figures:
        assert figure.text in draft
    assert "{eval}" not in draft
    assert draft.endswith("CC0 1.0.\n")
    for block in content.blocks:
        if isinstance(block, ChartBlock):
            assert f"**Chart: {block.title}** ({block.id})" in draft
            assert block.alt in draft
        lines = [line for line in draft.splitlines() if line.startswith("- Our own estimate")]
        assert len(lines) == len(set(lines)), "no note twice"


def test_the_sidecar_tells_causes(executed, small_project):
    content = content_of_notebook("labour/upper-exe", executed)
    sidecar = json.loads(
        render_sidecar(content, {"notebooks/labour.ipynb": "0"}, lambda dataset, code: f"{dataset}:{code}")
    )
    assert sidecar["inputs"] == {"notebooks/labour.ipynb": "0"}
    assert sidecar["slices"]["work"]["E99000011"] == "work:E99000011"
    assert list(sidecar["charts"]) == ["fig-work-rate-trend"]
    assert sidecar["figures"] == ledger_entries(content)


def test_pages_keep_their_order_in_the_ledger(executed, small_project):
    one = content_of_notebook("labour/upper-exe", executed)
    two = markdown(small_project, '{eval}`figure("new-homes")`')
    ledger = json.loads(render_ledger([two, one], small_project.package))
    assert list(dict.fromkeys(entry["page"] for entry in ledger["figures"])) == ["a/page", "labour/upper-exe"]
