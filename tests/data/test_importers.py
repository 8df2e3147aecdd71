"""Publishers' files as they come: with byte order marks, separators, marks for no value, cut short, of another kind."""

import gzip

import openpyxl
import pytest

from lisbook.data.importers import LAYOUTS, layout_reader
from lisbook.data.importers.cells import import_cells, iso_period, plain_number
from lisbook.data.recipe import Columns, Mark, Recipe
from lisbook.errors import ProjectError, UsageError

HEAD = "areacd,areanm,geography,indicator,period,observation,measure,unit,lci_95,uci_95,status,notes\n"


def els(**changes):
    return Recipe(layout="els", file="*", measures={"Employment rate": "rate"}, **changes)


def line(value="71.5", *, code="E09000007", period="2023-01-01/P1Y", low="", high="", status="", notes=""):
    return f'{code},Camden,District,Employment rate,{period},"{value}",Percentage,%,{low},{high},{status},{notes}\n'


def rows(path, recipe, codes=None):
    cells = layout_reader(recipe.layout)(path, recipe)
    return import_cells(cells, recipe, codes or {}, path.name).rows


def read_els(tmp_path, text, **changes):
    path = tmp_path / "work.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return rows(path, els(**changes))


def refusal(call):
    with pytest.raises(ProjectError) as caught:
        call()
    return str(caught.value)


def test_a_byte_order_mark_and_gzip_make_no_difference(tmp_path):
    text = (HEAD + line()).encode()
    plain = read_els(tmp_path, text)
    assert read_els(tmp_path, b"\xef\xbb\xbf" + text) == plain
    assert read_els(tmp_path, gzip.compress(text)) == plain
    assert (plain[0].value, plain[0].area_code) == ("71.5", "E09000007")


def test_the_publishers_digits_are_kept(tmp_path):
    [row] = read_els(tmp_path, HEAD + line("73.50", low="73.3", high="73.60000000000001"))
    assert (row.value, row.lower, row.upper) == ("73.50", "73.3", "73.60000000000001")


@pytest.mark.parametrize(
    ("mark", "status"),
    [
        ("", "missing"),
        ("-", "missing"),
        (":", "missing"),
        ("..", "missing"),
        ("[x]", "missing"),
        ("x", "missing"),
        ("NaN", "missing"),
        (".", "missing"),
        ("c", "suppressed"),
        ("!", "suppressed"),
        ("*", "suppressed"),
        ("~", "suppressed"),
        ("#", "suppressed"),
        ("u", "suppressed"),
        ("z", "not-applicable"),
    ],
)
def test_marks_for_no_value_become_a_status_and_never_zero(tmp_path, mark, status):
    [row] = read_els(tmp_path, HEAD + line(mark))
    assert (row.value, row.status) == ("", status)


@pytest.mark.parametrize(
    ("status", "note", "expected"),
    [
        ("x", "", "missing"),
        ("u", "", "suppressed"),
        ("c", "", "suppressed"),
        ("x", "Observation suppressed due to a base observation of fewer than 5", "suppressed"),
        ("x", "Data not available", "missing"),
    ],
)
def test_status_and_notes_columns_say_why_there_is_no_value(tmp_path, status, note, expected):
    [row] = read_els(tmp_path, HEAD + line("", status=status, notes=note))
    assert (row.value, row.status) == ("", expected)


def test_a_value_whose_note_calls_it_unreliable_carries_the_flag(tmp_path):
    [row] = read_els(
        tmp_path, HEAD + line("87.2", notes="Estimate unreliable since the group sample size is small (3-9)")
    )
    assert (row.value, row.status, row.flags) == ("87.2", "", ("unreliable",))


def test_in_a_series_with_limits_a_value_without_them_is_flagged(tmp_path):
    assert read_els(tmp_path, HEAD + line("87.2"), bounded=True)[0].flags == ("unreliable",)
    assert read_els(tmp_path, HEAD + line("87.2", low="80", high="90"), bounded=True)[0].flags == ()


def test_flags_of_the_recipe_reach_their_values_only(tmp_path):
    mark = Mark(flag="provisional", reason="new", measures=("rate",), periods=("2023-01-01/P1Y",))
    text = HEAD + line() + line(period="2022-01-01/P1Y")
    assert [row.flags for row in read_els(tmp_path, text, marks=(mark,))] == [(), ("provisional",)]


def test_a_note_that_nobody_foresaw_is_reported_and_not_swallowed(tmp_path):
    path = tmp_path / "work.csv"
    path.write_text(HEAD + line(notes="Read with care"))
    imported = import_cells(layout_reader("els")(path, els()), els(), {}, path.name)
    assert dict(imported.remarks) == {"a note that is not understood: Read with care": 1}


@pytest.mark.parametrize(
    ("text", "what"),
    [
        pytest.param(b"", "work.csv\n  is empty (0 bytes)", id="no bytes"),
        pytest.param(
            (HEAD + line("about 70")).encode(),
            "work.csv:2\n  'about 70' for Employment rate is neither a number nor a known mark",
            id="text",
        ),
        pytest.param(
            b"area,value\nCamden,1\n",
            "no column 'areacd', 'areanm', 'indicator', 'period', 'observation'; found 'area', 'value'",
            id="another layout",
        ),
        pytest.param((HEAD + line(period="Q1 of 2023")).encode(), "'Q1 of 2023' is no period", id="period"),
        pytest.param(
            (HEAD + line() + line()).encode(),
            "work.csv:3\n  gives Employment rate for E09000007 in 2023-01-01/P1Y a second time",
            id="twice",
        ),
        pytest.param(
            HEAD.encode(),
            "holds none of the figures of this dataset\n  Looked for 'Employment rate'.",
            id="only a heading",
        ),
        pytest.param(
            HEAD.encode() + b"E09000007,\xa3,,Employment rate,2023,1,,,,,,\n",
            "is not written in utf-8-sig",
            id="latin-1",
        ),
        pytest.param(
            gzip.compress((HEAD + line() * 500).encode(), mtime=0)[:-30],
            "the compressed file is damaged",
            id="cut short",
        ),
    ],
)
def test_a_file_that_does_not_fit_is_refused_with_what_was_expected_and_found(tmp_path, text, what):
    assert what in refusal(lambda: read_els(tmp_path, text))


def test_trailing_blanks_in_codes_and_footers_do_no_harm(tmp_path):
    path = tmp_path / "jobs.csv"
    path.write_text('Code,Area,2022,2023\n,,,\nE09000007 ,Camden,"432,000","442,000"\n,,,\nSource: ONS,,,\n')
    recipe = Recipe(
        layout="year-columns", file="*", measures={"all": "jobs"}, columns=Columns(code="Code", name="Area")
    )
    assert [(row.area_code, row.period, row.value) for row in rows(path, recipe)] == [
        ("E09000007", "2022-01-01/P1Y", "432000"),
        ("E09000007", "2023-01-01/P1Y", "442000"),
    ]


def test_areas_without_code_are_found_by_name_or_refused(tmp_path):
    path = tmp_path / "sectors.csv"
    path.write_text("Borough,Sector,2022\nCamden,Health,5\nCamdem,Health,6\n")
    recipe = Recipe(
        layout="year-columns", file="*", measures={"Health": "health"}, columns=Columns(name="Borough", label="Sector")
    )
    assert "the area 'Camdem' has no code" in refusal(lambda: rows(path, recipe, {"Camden": "E09000007"}))


def test_latin_1_is_read_where_the_recipe_says_so(tmp_path):
    path = tmp_path / "profile.csv"
    path.write_bytes("Code,Pay £,Score\nE09000007,\xa329,5.7\nE09000012,,.\n".encode("latin-1"))
    recipe = Recipe(
        layout="value-columns",
        file="*",
        encoding="latin-1",
        measures={"Score": "score"},
        columns=Columns(code="Code"),
        period="2014-01-01/P1Y",
    )
    assert [(row.value, row.status) for row in rows(path, recipe)] == [("5.7", ""), ("", "missing")]


def test_totals_need_all_their_parts(tmp_path):
    path = tmp_path / "census.csv"
    path.write_text("code,kind,n\nE09000007,bus,1\nE09000007,train,2\nE09000012,bus,3\nE09000012,train,c\n")
    recipe = Recipe(
        layout="labelled",
        file="*",
        totals={"public": ("bus", "train")},
        period="2021-03-21",
        columns=Columns(code="code", label="kind", value="n"),
        add_up={"E12000007": ("E09",)},
    )
    assert [(row.area_code, row.value, row.status) for row in rows(path, recipe)] == [
        ("E09000007", "3", ""),
        ("E09000012", "", "suppressed"),
    ]


def test_an_area_that_the_file_lacks_is_added_up_and_flagged(tmp_path):
    path = tmp_path / "census.csv"
    path.write_text("code,n\nE09000007,1.1\nE09000012,2.2\n")
    recipe = Recipe(
        layout="value-columns",
        file="*",
        measures={"n": "people"},
        period="2021-03-21",
        columns=Columns(code="code"),
        add_up={"E12000007": ("E09",)},
    )
    assert [(row.area_code, row.value, row.flags) for row in rows(path, recipe)][-1] == (
        "E12000007",
        "3.3",
        ("added-up",),
    )


@pytest.fixture
def workbook(tmp_path):
    def write(name, table):
        book = openpyxl.Workbook()
        book.active.title = name
        for row in table:
            book.active.append(row)
        book.save(tmp_path / "book.xlsx")
        return tmp_path / "book.xlsx"

    return write


def test_a_star_in_the_workbook_becomes_a_flag(workbook):
    table = [
        ["Table 3.1"],
        [None, None, 2023, 2024],
        ["E09000007 ", " Camden*", 5, ":"],
        ["E09000012", "Hackney", 7, 8],
        ["Note"],
    ]
    recipe = Recipe(layout="business-demography", file="*", measures={"3.1": "active"})
    assert [
        (row.area_code, row.period[:4], row.value, row.status, row.flags)
        for row in rows(workbook("Table 3.1a", table), recipe)
    ] == [
        ("E09000007", "2023", "5", "", ("multiple-registrations",)),
        ("E09000007", "2024", "", "missing", ("multiple-registrations",)),
        ("E09000012", "2023", "7", "", ()),
        ("E09000012", "2024", "8", "", ()),
    ]


@pytest.mark.parametrize("layout", ["business-demography", "house-prices"])
def test_another_workbook_or_none_is_refused(workbook, tmp_path, layout):
    recipe = Recipe(layout=layout, file="*", measures={"3.1": "active"}, sheet="Average price")
    assert "has no sheet" in refusal(lambda: rows(workbook("Cover", [["x"]]), recipe))
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 not a workbook")
    assert "is no readable workbook" in refusal(lambda: rows(broken, recipe))


@pytest.mark.parametrize("layout", sorted(LAYOUTS))
def test_every_layout_refuses_a_missing_and_an_empty_file(tmp_path, layout):
    columns = Columns(code="a", label="b", period="c", value="d")
    recipe = Recipe(layout=layout, file="*", measures={"1": "one"}, columns=columns)
    assert "there is no such file" in refusal(lambda: rows(tmp_path / "none.csv", recipe))
    (tmp_path / "empty.csv").write_bytes(b"")
    assert "is empty" in refusal(lambda: rows(tmp_path / "empty.csv", recipe))


def test_an_unknown_layout_is_answered_with_a_suggestion():
    with pytest.raises(UsageError, match="Did you mean els"):
        layout_reader("elss")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1,234", "1234"),
        (" 7 ", "7"),
        ("-0.5", "-0.5"),
        ("1,23", None),
        ("", None),
        ("12%", None),
        ("-", None),
        (".", None),
    ],
)
def test_numbers_lose_separators_only_where_they_part_thousands(text, number):
    assert plain_number(text) == number


@pytest.mark.parametrize(
    ("text", "template", "iso"),
    [
        ("2019", None, "2019-01-01/P1Y"),
        ("2019", "{year}-06-30", "2019-06-30"),
        ("2019", "{previous}-09-01/P1Y", "2018-09-01/P1Y"),
        ("2022-09", None, "2022-09-01"),
        ("Jan 2017-Dec 2017", None, "2017-01-01/P1Y"),
        ("Oct 2017-Sep 2018", None, "2017-10-01/P1Y"),
        ("2022-01-01/P3Y", None, "2022-01-01/P3Y"),
        ("", "2021-03-21", "2021-03-21"),
    ],
)
def test_publishers_periods_become_iso(text, template, iso):
    assert iso_period(text, template) == iso
