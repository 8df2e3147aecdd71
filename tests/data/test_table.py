import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lisbook.data.geography import parse_geography
from lisbook.data.importers.cells import ImportedRow
from lisbook.data.importing import render_rows
from lisbook.data.package import Dataset, Measure
from lisbook.data.table import parse_table, read_table

from .conftest import GEOGRAPHY, HEADER

AREAS, _ = parse_geography(GEOGRAPHY, "geography.csv")


def problems_of(dataset, text, geography=AREAS):
    content = text if isinstance(text, bytes) else text.encode()
    return [(problem.where, problem.what) for problem in parse_table(content, dataset, geography)[1]]


def test_a_slice_is_oldest_first_whatever_the_order_of_the_file(work):
    rows = "E09000007,2023-01-01/P1Y,rate,71.5,,,,\nE09000007,2004-01-01/P1Y,rate,68,,,,provisional\n"
    table, problems = parse_table((HEADER + rows).encode(), work)
    assert not problems
    assert [row.value for row in table.slice("rate", "E09000007")] == [68, 71.5]
    assert table.slice("rate", "E09000007")[0].flags == ("provisional",)
    assert table.measures == ("rate",)
    assert table.area_codes("rate") == ("E09000007",)
    assert table.slice("rate", "E12000007") == ()


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ("E09000007,2023-01-01/P1Y,rate,about 70,,,,", "value is 'about 70', which is no number"),
        ("E09000007,2023-01-01/P1Y,rate,1_000,,,,", "value is '1_000', which is no number"),
        ("E09000007,2023-01-01/P1Y,rate,nan,,,,", "value is nan, which is no finite number"),
        ("E09000007,2023-01-01/P1Y,rate,1e999,,,,", "value is 1e999, which is no finite number"),
        ("E09000007,last year,rate,70,,,,", "'last year' is no period"),
        ("E09000007,2023-02-30,rate,70,,,,", "'2023-02-30' is no period"),
        ("E09000007,2023-01-01/P1Y,rate,170,,,,", "the value 170 is above 100, the most that Rate can be"),
        ("E09000007,2023-01-01/P1Y,rate,-1,,,,", "the value -1 is below 0, the least that Rate can be"),
        ("E09000007,2023-01-01/P1Y,rate,70,71,72,,", "the value 70 is not between its limits 71 and 72"),
        ("E09000007,2023-01-01/P1Y,rate,70,,,missing,", "has the value 70 and the status missing"),
        ("E09000007,2023-01-01/P1Y,rate,,,,,", "has neither a value nor a status"),
        ("E09000007,2023-01-01/P1Y,rate,,1,2,missing,", "has limits but no value"),
        ("E09000007,2023-01-01/P1Y,rate,,,,gone,", "the status 'gone' is unknown"),
        ("E09000007,2023-01-01/P1Y,rates,70,,,,", "the measure 'rates' is not declared for work"),
        ("E09000007,2023-01-01/P1Y,rate,70,,,,provisonal", "the flag 'provisonal' is unknown"),
        ("E09000070,2023-01-01/P1Y,rate,70,,,,", "the area code 'E09000070' is unknown"),
        ("E09000007,2023-01-01/P1Y,rate,70,,,", "has 7 cells instead of 8"),
    ],
)
def test_each_fault_of_a_row_is_told_with_its_line(work, row, what):
    assert problems_of(work, HEADER + row + "\n") == [("lis_data/work.csv:2", what)]


def test_a_row_that_stands_there_twice_names_the_first(work):
    row = "E09000007,2023-01-01/P1Y,rate,70,,,,\n"
    assert problems_of(work, HEADER + row + row) == [
        ("lis_data/work.csv:3", "repeats line 2: rate for E09000007 in 2023-01-01/P1Y")
    ]


def test_an_unknown_area_code_is_answered_with_the_nearest_area(work):
    content = (HEADER + "E09000077,2023-01-01/P1Y,rate,70,,,,\n").encode()
    [problem] = parse_table(content, work, AREAS)[1]
    assert problem.remedy == "Did you mean E09000007 (Camden)?"


def test_a_missing_column_and_one_too_many_are_both_told(work):
    text = "area_code,period,measure,valeu,lower,upper,status,flags\n"
    assert problems_of(work, text) == [
        ("lis_data/work.csv:1", "the column 'valeu' is not expected"),
        ("lis_data/work.csv:1", "the column value is missing"),
    ]


def test_columns_may_stand_in_another_order(work):
    text = "value,area_code,period,measure,lower,upper,status,flags\n70,E09000007,2023-01-01/P1Y,rate,,,,\n"
    table, problems = parse_table(text.encode(), work)
    assert not problems
    assert table.rows[0].value == 70


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf"], ids=["nothing", "blank lines", "byte order mark"])
def test_an_empty_file_is_told(work, content):
    problems = problems_of(work, content)
    assert problems
    assert problems[0][0].startswith("lis_data/work.csv")


def test_another_encoding_is_told_with_its_line(work):
    assert problems_of(work, HEADER.encode() + b"E09000007,\xa3,rate,1,,,,\n") == [
        ("lis_data/work.csv:2", f"byte {len(HEADER) + 10} is not UTF-8")
    ]


def test_a_file_that_is_not_there_is_a_problem_and_no_traceback(tiny, work):
    assert read_table(tiny / "lis_data/other.csv", work)[1][0].what.startswith("there is no such file")


def test_a_thousand_faults_of_a_kind_are_twenty_lines_and_a_number(work):
    rows = "".join(f"E09000007,{year}-01-01/P1Y,rate,x,,,,\n" for year in range(1000, 2000))
    problems = problems_of(work, HEADER + rows)
    assert len(problems) == 21
    assert problems[-1][1] == "and 980 more like: value is 'x', which is no number"


def test_twenty_thousand_rows_are_read_in_a_moment(work):
    rows = "".join(
        f"E09{area:06d},{year}-01-01/P1Y,rate,71.5,66.1,76.9,,\n" for area in range(1000) for year in range(2004, 2024)
    )
    start = time.perf_counter()
    table, problems = parse_table((HEADER + rows).encode(), work)
    assert len(table) == 20_000
    assert not problems
    assert time.perf_counter() - start < 2  # 0.2 s on an idle machine


plain = st.decimals(min_value=0, max_value=100, places=3).map(str)


@given(st.lists(st.tuples(st.integers(1900, 2100), plain), unique_by=lambda pair: pair[0]))
def test_what_is_written_is_read_again(values):
    dataset = _dataset()
    rows = sorted(ImportedRow("rate", "E09000007", f"{year}-01-01/P1Y", text) for year, text in values)
    table, problems = parse_table(render_rows(rows), dataset)
    assert not problems
    assert [row.value for row in table.rows] == [float(row.value) for row in rows]


def _dataset() -> Dataset:
    measures = {"rate": Measure(title="Rate", unit="percent")}
    texts = dict.fromkeys(
        ("title", "description", "format", "mediatype", "sha256", "publisher", "series", "released", "retrieved"), ""
    )
    return Dataset(
        name="work", path="lis_data/work.csv", size_bytes=0, licences=(), sources=(), geography="", status="official",
        attribution="", caveats=(), measures=measures, flags={}, recipe=None, place="", **texts,
    )  # fmt: skip
