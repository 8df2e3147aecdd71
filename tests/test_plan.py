"""From config/pages.yml to pages."""

from __future__ import annotations

from lisbook.config.load import parse_record
from lisbook.config.pages import PagesFile
from lisbook.plan import plan_pages
from lisbook.yamlfile import parse_yaml


def planned(small_project, text: str):
    source = parse_yaml(text, "pages.yml")
    file, problems = parse_record(source, PagesFile)
    assert problems == ()
    return plan_pages(file, source, small_project.areas)


def test_a_level_stands_for_all_its_areas_in_order(small_project):
    pages, problems = planned(small_project, "pages:\n  - {template: labour, keys: [exeshire, vale]}\n")
    assert [page.id for page in pages] == ["labour/exeshire", "labour/upper-exe", "labour/lower-exe"]
    assert problems == ()


def test_a_page_gets_its_key_the_shared_parameters_and_its_own(small_project):
    text = 'pages:\n  - {template: labour, keys: [vale], parameters: {since: "2019", n: 1}, overrides: {lower-exe: {n: 2}}}\n'
    (upper, lower), _ = planned(small_project, text)
    assert upper.parameters == {"area": "upper-exe", "since": "2019", "n": 1}
    assert lower.parameters == {"area": "lower-exe", "since": "2019", "n": 2}
    assert (lower.notebook, lower.narrative) == (
        "book/pages/labour/lower-exe.ipynb",
        "notebooks/narrative/labour/lower-exe.md",
    )


def test_keys_need_not_be_areas_when_another_parameter_takes_them(small_project):
    (page,), problems = planned(small_project, "pages:\n  - {template: theme, keys: [skills], key_parameter: theme}\n")
    assert (page.area, page.parameters, problems) == (None, {"theme": "skills"}, ())


def test_faults_of_the_plan_are_told_at_their_line(small_project):
    text = """pages:
  - template: labour
    keys: [exeshire, exeshir]
    overrides:
      dunwell: {since: "2020"}
  - {template: labour, keys: [exeshire]}
"""
    _, problems = planned(small_project, text)
    assert [(problem.where, problem.what) for problem in problems] == [
        ("pages.yml:3", "'exeshir' is neither an area nor a level"),
        ("pages.yml:5", "overrides parameters of 'dunwell', which is not run"),
        ("pages.yml:6", "the page labour/exeshire is planned twice"),
    ]


def test_planning_again_gives_the_same(small_project):
    text = "pages:\n  - {template: labour, keys: [exeshire, vale]}\n"
    assert planned(small_project, text) == planned(small_project, text)
