"""Inline expressions give way to roles; what they stand for never passes through Markdown."""

from __future__ import annotations

import json

from lisbook.book.source import ROLE, Fault, prepare_markdown, prepare_notebook
from lisbook.prose.phrases import Phrase
from lisbook.prose.records import Figure
from tests.book.fabricate import notebook_text

RATE = Figure("fig-rate", "7*4*", "percent", 74.25, indicator="rate", datasets=("survey",))
FACT = Figure("fig-aims", "three", "aims", 3.0, fact="aims")


class Shown:
    """An output of ours: a MIME bundle with metadata."""

    def _repr_mimebundle_(self):
        payload = {"kind": "table", "figures": [RATE.to_json()], "reads": {"census": ["E1"]}}
        return {"text/html": "<table>", "text/plain": "|"}, {"lisbook": payload}


def rate(name="rate"):
    return Phrase(("was ", RATE, "_!_"), reads=frozenset({("prices", "E1")}))


VERBS = {"rate": rate, "aims": lambda: Phrase((FACT,))}


def test_each_expression_becomes_a_role_that_carries_its_position_alone():
    page = prepare_markdown("A {eval}`rate()` and {eval}``aims()``.", VERBS)
    assert page.text == f"A {{{ROLE}}}`0` and {{{ROLE}}}`1`."
    assert [phrase.text for phrase in page.phrases] == ["was 7*4*_!_", "three"]
    assert page.datasets == {"survey", "prices"}
    assert page.facts == {"aims"}


def test_expressions_in_code_are_shown_as_they_are():
    text = "```\n{eval}`rate()`\n```\n"
    assert prepare_markdown(text, VERBS).text == text


def test_a_refused_expression_is_a_fault_with_its_line_and_its_remedy():
    page = prepare_markdown("One\n\n{eval}`rat()`", VERBS)
    assert page.faults == (Fault(3, "`rat()`: uses the unknown verb 'rat'", "Did you mean rate?"),)


def test_a_notebook_is_read_from_its_stored_values():
    page = prepare_notebook(notebook_text("p", ["# T", "It {eval}`rate()`.", Shown()], VERBS))
    notebook = json.loads(page.text)
    assert notebook["cells"][1]["source"] == f"It {{{ROLE}}}`0`."
    assert "user_expressions" not in notebook["cells"][1]["metadata"]
    assert page.phrases[0].text == "was 7*4*_!_"
    assert page.datasets == {"survey", "prices", "census"}


def test_what_the_book_does_not_draw_is_left_out_of_the_notebook():
    notebook = json.loads(prepare_notebook(notebook_text("p", [Shown()], VERBS)).text)
    assert set(notebook["cells"][0]["outputs"][0]["data"]) == {"text/html"}
    assert notebook["metadata"] == {"language_info": {"name": "python"}}


def test_a_notebook_that_was_not_executed_is_a_fault_for_each_expression():
    source = json.loads(notebook_text("p", ["# T", "A\n\n{eval}`rate()`"], VERBS))
    del source["cells"][1]["metadata"]["user_expressions"]
    page = prepare_notebook(json.dumps(source))
    assert page.faults == (Fault(3, "`rate()` has no stored value", "Execute the page: lisbook run", 2),)


def test_a_value_stored_for_another_expression_is_not_used():
    text = notebook_text("p", ["{eval}`rate()`"], VERBS).replace('"expression": "rate()"', '"expression": "aims()"')
    assert [fault.what for fault in prepare_notebook(text).faults] == ["`rate()` has no stored value"]
