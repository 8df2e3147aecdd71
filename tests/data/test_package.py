import pytest

from lisbook.data.package import load_package
from lisbook.errors import UsageError


def problems_of(root):
    return [str(problem) for problem in load_package(root)[1]]


def test_a_sound_catalogue_has_no_problems(tiny):
    package, problems = load_package(tiny)
    assert problems == ()
    assert [dataset.name for dataset in package.datasets] == ["work"]
    assert package.dataset("work").path == "lis_data/work.csv"
    assert package.dataset("work").measures["rate"].maximum == 100


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        pytest.param(
            "    sources: [{title: ONS, path: \"https://www.ons.gov.uk/\"}]\n", "",
            "lis_data/datapackage.yaml:25\n  the dataset work has no source\n"
            "  Say where the figures come from: a title and a web address.", id="source",
        ),
        pytest.param(
            "    publisher: ONS\n    series: Survey\n", "    series: Survey\n",
            "lis_data/datapackage.yaml:25\n  the dataset work has no publisher\n"
            "  Name the body that publishes the series.", id="publisher",
        ),
        pytest.param(
            "    path: work.csv\n", "    path: ../work.csv\n",
            "lis_data/datapackage.yaml:26\n  the path '../work.csv' leaves lis_data/\n"
            "  Put the file below lis_data/ and name it from there.", id="outside",
        ),
        pytest.param(
            "    path: work.csv\n", "    path: /etc/passwd\n",
            "lis_data/datapackage.yaml:26\n  the path '/etc/passwd' leaves lis_data/\n"
            "  Put the file below lis_data/ and name it from there.", id="absolute",
        ),
        pytest.param(
            "    series: Survey\n", "    serie: Survey\n",
            "lis_data/datapackage.yaml:35 resources[1].serie\n  there is no field 'serie'\n  Did you mean series?",
            id="unknown",
        ),
        pytest.param(
            "Residents: people", "Residents: peoples",
            "lis_data/datapackage.yaml:43\n"
            "  the import of work makes the measure 'peoples', which the dataset does not declare\n"
            "  Did you mean people?", id="measure",
        ),
    ],
)  # fmt: skip
def test_a_fault_in_the_catalogue_is_told_with_its_line(edit, old, new, message):
    assert message in problems_of(edit(old, new))


def test_a_dataset_without_licence_is_left_out_and_told(tiny):
    path = tiny / "lis_data/datapackage.yaml"
    before, after = path.read_text().split("  - name: work\n")
    after = after.replace("    licenses: [{name: OGL, title: Open Government Licence}]\n", "")
    path.write_text(before + "  - name: work\n" + after)
    package, problems = load_package(tiny)
    assert "work" not in package
    assert [problem.what for problem in problems] == ["the dataset work has no licence"]


def test_a_digest_that_is_missing_is_told_with_the_command_that_records_it(tiny):
    path = tiny / "lis_data/datapackage.yaml"
    path.write_text("\n".join(line for line in path.read_text().split("\n") if "by command only" not in line))
    assert [(problem.what, problem.remedy) for problem in load_package(tiny)[1]] == [
        ("the dataset work has no digest", "Look at the file, then record it with: lisbook data accept work")
    ]


def test_two_datasets_of_one_name_are_told_with_both_lines(edit):
    [problem] = load_package(edit("  - name: work\n", "  - name: geography\n"))[1]
    assert problem.where == "lis_data/datapackage.yaml:25"
    assert problem.what == "the dataset geography is listed twice, first in line 10"


def test_an_unknown_dataset_is_answered_with_a_suggestion(tiny):
    with pytest.raises(UsageError, match="Did you mean work"):
        load_package(tiny)[0].dataset("wrok")


def test_a_missing_catalogue_is_one_problem(tmp_path):
    package, problems = load_package(tmp_path)
    assert package.datasets == ()
    assert [problem.what for problem in problems] == ["there is no such file"]
