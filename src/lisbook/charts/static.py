"""Still pictures and the scripts that draw live ones, both from vl-convert: nothing is fetched."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import altair as alt
import vl_convert

from lisbook.charts.theme import static_spec

# The Vega-Lite that Altair writes for, as "6.1": the same one draws pictures and pages.
VEGALITE_VERSION = ".".join(alt.SCHEMA_VERSION.removeprefix("v").split(".")[:2])

# `ast` interprets Vega's expressions instead of compiling them, which a strict security policy would refuse.
_SNIPPET = """
window.lisbookEmbed = function (element, spec) {
  return vegaEmbed(element, spec, {
    ast: true, actions: false, renderer: "svg", defaultStyle: false,
    tooltip: { disableDefaultStyle: true },  // ours are in lisbook-charts.css
  });
};
"""


def render_svg(spec: dict[str, Any]) -> str:
    """The still picture of a chart as SVG text; equal specifications give equal bytes.

    Without title: the page has it as text. Widths are measured with fonts that vl-convert carries. Not to be called in
    a process that will fork: V8 does not survive it.
    """
    svg: str = vl_convert.vegalite_to_svg(static_spec(spec), vl_version=VEGALITE_VERSION)
    return svg.rstrip("\n") + "\n"


@lru_cache(maxsize=1)
def vega_bundle() -> str:
    """Vega, Vega-Lite and Vega-Embed as one script that defines `lisbookEmbed(element, spec)`; about 900 KB."""
    bundle: str = vl_convert.javascript_bundle(_SNIPPET, vl_version=VEGALITE_VERSION)
    return bundle
