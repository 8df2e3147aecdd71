"""docs/configuration.md says what the records say."""

from __future__ import annotations

from lisbook.config.reference import FILES, render_reference
from tests.fixtures import REPOSITORY


def test_the_expected_reference_of_the_configuration_is_the_one_in_docs(golden):
    golden(render_reference(), REPOSITORY / "docs" / "configuration.md")


def test_every_file_of_the_configuration_stands_in_it():
    text = render_reference()
    for name, record in FILES:
        assert f"## {name}" in text
        assert all(f"`{field}`" in text for field in record.model_fields)
