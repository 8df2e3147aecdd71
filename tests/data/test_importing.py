import json

import pytest

from lisbook.data import importing
from lisbook.data.acceptance import check_digest, check_digests
from lisbook.data.boundaries import import_boundaries
from lisbook.data.els_geography import import_els_geography
from lisbook.data.geography import read_geography
from lisbook.data.importing import plan_import, write_import
from lisbook.data.package import load_package
from lisbook.errors import ProjectError, UsageError

from .test_importers import HEAD, line


@pytest.fixture
def release(tmp_path):
    """A new release: last year revised, one year and one area more."""
    path = tmp_path / "els-work.csv"
    path.write_text(HEAD + line("71.9") + line("73", period="2024-01-01/P1Y") + line("60", code="E09000033"))
    return path


def test_a_plan_tells_what_is_new_and_writes_nothing(tiny, release):
    before = {path: path.read_bytes() for path in (tiny / "lis_data").iterdir()}
    plan = plan_import(tiny, "els", release)
    assert plan.dataset.name == "work"
    assert plan.new_periods == ("2024-01-01/P1Y",)
    assert [(r.area_code, r.before, r.after) for r in plan.revisions] == [("E09000007", "71.5", "71.9")]
    assert plan.revisions[0].size == pytest.approx(0.4)
    assert [area.code for area in plan.new_areas] == ["E09000033"]
    assert plan.summary()[-1] == "  rate E09000007 2023-01-01/P1Y: 71.5 -> 71.9"
    assert before == {path: path.read_bytes() for path in (tiny / "lis_data").iterdir()}


def test_a_written_import_agrees_with_its_catalogue_entry(tiny, release):
    write_import(plan_import(tiny, "els", release), retrieved="2027-01-05", released="2027-01")
    package, problems = load_package(tiny)
    assert not problems
    assert check_digests(tiny, package) == ()
    assert (package.dataset("work").retrieved, package.dataset("work").released) == ("2027-01-05", "2027-01")
    again = plan_import(tiny, "els", release)
    assert again.changes_nothing
    assert again.summary()[-1] == "nothing changes"


def test_when_one_file_cannot_be_written_none_is_changed(tiny, release, monkeypatch):
    before = {path: path.read_bytes() for path in (tiny / "lis_data").iterdir()}
    plan = plan_import(tiny, "els", release)
    write = importing.write_whole

    def fail_at_the_catalogue(path, content):
        if path.name == "datapackage.yaml":
            raise OSError("disk full")
        return write(path, content)

    monkeypatch.setattr(importing, "write_whole", fail_at_the_catalogue)
    with pytest.raises(OSError, match="disk full"):
        write_import(plan)
    assert before == {path: path.read_bytes() for path in (tiny / "lis_data").iterdir()}


def test_figures_that_break_a_rule_of_the_catalogue_are_refused(tiny, release):
    release.write_text(HEAD + line("171.9"))
    with pytest.raises(ProjectError, match=r"the value 171\.9 is above 100"):
        plan_import(tiny, "els", release)


def test_a_file_whose_name_tells_nothing_asks_for_the_dataset(tiny, release):
    other = release.rename(release.with_name("download.csv"))
    with pytest.raises(UsageError, match="Say --dataset NAME, one of: work"):
        plan_import(tiny, "els", other)
    assert plan_import(tiny, "els", other, "work").rows == 3


def test_boundaries_share_borders_and_carry_codes(tiny, tmp_path):
    catalogue = tiny / "lis_data/datapackage.yaml"
    text = catalogue.read_text()
    entry = text[text.index("  - name: geography") : text.index("  - name: work")]
    catalogue.write_text(
        text + entry.replace("geography", "boundaries", 1).replace("geography.csv", "boundaries.topojson")
    )
    squares = {"E09000007": 0.0, "E09000012": 0.1}
    features = [
        {
            "type": "Feature",
            "properties": {"areacd": code, "areanm": code},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[x, 51], [x + 0.1, 51], [x + 0.1, 51.1], [x, 51.1], [x, 51]]],
            },
        }
        for code, x in squares.items()
    ]
    source = tmp_path / "areas.geojson"
    source.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    import_boundaries(tiny, source)
    topology = json.loads((tiny / "lis_data/boundaries.topojson").read_text())
    geometries = topology["objects"]["areas"]["geometries"]
    assert [(each["id"], each["properties"]["area_code"]) for each in geometries] == [(code, code) for code in squares]
    arcs = [{abs(arc) if arc >= 0 else ~arc for ring in each["arcs"] for arc in ring} for each in geometries]
    assert arcs[0] & arcs[1], "the neighbours share the arc between them"


@pytest.mark.parametrize("text", ["{", "[]", '{"features": []}', '{"features": [{"properties": {"name": "Camden"}}]}'])
def test_what_is_no_geojson_of_areas_is_refused(tiny, tmp_path, text):
    source = tmp_path / "areas.geojson"
    source.write_text(text)
    with pytest.raises(ProjectError):
        import_boundaries(tiny, source)


def test_a_new_list_of_areas_keeps_those_that_datasets_use(tiny, tmp_path):
    source = tmp_path / "geo-metadata.json"
    entries = {
        "E12000007": {"areanm": "London", "parents": ["E92000001", "K02000001"]},
        "E07000008": {"areanm": "Cambridge", "parents": ["E10000003", "E12000006", "E92000001"]},
        "E12000006": {"areanm": "East of England", "parents": ["E92000001"]},
        "E92000001": {"areanm": "England", "parents": []},
    }
    source.write_text(json.dumps(entries))
    import_els_geography(tiny, source)
    geography, problems = read_geography(tiny / "lis_data/geography.csv")
    assert not problems
    assert "E09000012" in geography
    cambridge = geography.get("E07000008")
    assert (cambridge.level, cambridge.parent_code) == ("local-authority", "E12000006")
    package, _ = load_package(tiny)
    assert check_digest(tiny, package.dataset("geography")) == ()


def test_what_is_no_list_of_areas_is_refused(tiny, tmp_path):
    source = tmp_path / "geo-metadata.json"
    source.write_text('{"E09000007": {"name": "Camden"}}')
    with pytest.raises(ProjectError, match="is no list of areas"):
        import_els_geography(tiny, source)
