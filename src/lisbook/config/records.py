"""What every configuration record shares: frozen, closed to unknown keys, ids that make stable addresses."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Slug = Annotated[
    str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", description="lower-case letters, digits and single hyphens")
]


GssCode = Annotated[
    str, Field(pattern=r"^[A-Z]\d{8}$", description="nine-character code of the Office for National Statistics")
]
MeasureRef = Annotated[str, Field(pattern=r"^[a-z0-9-]+/[a-z0-9-]+$", description="dataset/measure")]
Date = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$", description="YYYY-MM-DD")]
TEXT_FORMS = (Slug, GssCode, MeasureRef, Date)


class Record(BaseModel):
    """A frozen record read from YAML; a key it does not know is an error, never ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)
