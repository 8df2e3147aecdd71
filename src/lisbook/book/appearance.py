"""How the book looks and what its pages load: theme options, templates and assets, none of them from outside."""

from __future__ import annotations

import html
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lisbook.book.sources import render_date
from lisbook.config.document import DocumentFile

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

HERE = Path(__file__).parent
ASSETS = HERE / "assets"
TEMPLATES = HERE / "templates"
CHART_ASSETS = HERE.parent / "charts" / "assets"
CHART_SCRIPT = "lisbook-charts.js"
_NOT_LOADED = ("thebe", "mathjax", "mystnb")  # mystnb: styles of code cells, which no page shows
# What themes bring along and no page of ours asks for. The icons are lisbook.css's: the theme's are a script of 1.5 MB.
_NOT_SHIPPED = (
    "**/*.map",
    "mystnb.*.css",
    "scripts/fontawesome.*",
    "vendor/fontawesome",
    "images/logo_*",
    "locales",
    "*macros.html",
)

_TOGGLE = re.compile(r"(?P<before><a [^>]*>(?P<title>[^<]*)</a><details[^>]*>)<summary>")

_THEME_OPTIONS: dict[str, Any] = {
    "use_download_button": False,  # offline, the page's source leads nowhere
    "use_fullscreen_button": False,
    "use_repository_button": False,
    "use_issues_button": False,
    "use_edit_page_button": False,
    "launch_buttons": {},
    "home_page_in_toc": True,
    "collapse_navbar": True,  # the whole tree on every page grows with the square of the pages
    "collapse_navigation": True,
    "show_navbar_depth": 1,
    "max_navbar_depth": 3,
    "navbar_persistent": [],  # search stands in the sidebar and in each page's header
    "navigation_with_keys": False,
    "back_to_top_button": False,
    "primary_sidebar_end": [],
    "footer_content_items": ["lisbook-edition.html"],
    "search_bar_text": "Search this book",
    "toc_title": "On this page",
    "pygments_light_style": "tango",
    "pygments_dark_style": "monokai",
}


def configure(config: Config, document: DocumentFile) -> None:
    """Set what is the same for every book, and what config/document.yml says about this one."""
    edition = document.edition
    config.project = document.title
    config.html_title = document.title
    config.html_short_title = document.title
    config.author = ", ".join(author.name for author in document.authors)
    config.copyright = ""
    config.version = config.release = edition.version
    config.language = document.language.replace("-", "_")
    config.html_theme_options = {
        **config.html_theme_options,
        **_THEME_OPTIONS,
        "announcement": html.escape(" ".join(document.banner.split()), quote=False),
        "logo": {"text": document.title},
    }
    config.html_context = {
        **config.html_context,
        "default_mode": "light",
        "lisbook_edition": edition.version,
        "lisbook_date": render_date(edition.date),
        "lisbook_licence": edition.licence,
        "lisbook_licence_url": edition.licence_url,
        "lisbook_authors": config.author,
    }
    # The source folder is the project's root: environments, caches and templates below it hold no pages.
    config.include_patterns = ["book/**"]
    config.html_last_updated_fmt = None
    config.html_copy_source = False
    config.html_show_sourcelink = False
    config.html_show_search_summary = False
    config.html_use_index = False
    config.html_domain_indices = False
    config.html_permalinks_icon = "#"
    config.templates_path = [*config.templates_path, str(TEMPLATES)]
    config.html_static_path = [*config.html_static_path, str(ASSETS), str(CHART_ASSETS)]
    config.html_css_files = [*config.html_css_files, "lisbook-charts.css", "lisbook.css"]
    # Dollars are money here; maths is written with its role and directive.
    config.myst_enable_extensions = sorted({*config.myst_enable_extensions} - {"dollarmath", "amsmath", "linkify"})
    config.nb_execution_mode = "off"
    config.numfig = False


def dress_page(app: Sphinx, context: dict[str, Any], *, has_charts: bool) -> None:
    """Add the chart script where there are charts; drop scripts that ask outside or do nothing here."""
    if has_charts:
        app.add_js_file(CHART_SCRIPT, loading_method="defer")
    unused = () if 'class="sd-' in (context.get("body") or "") else ("sphinx-design", "design-tabs")
    for kind in ("script_files", "css_files"):
        context[kind] = [file for file in context[kind] if _is_wanted(file, (*_NOT_LOADED, *unused))]
    if "generate_toctree_html" in context:
        context["generate_toctree_html"] = _name_toggles(context["generate_toctree_html"])
    context["author"] = None  # the footer names the authors
    context["root_title"] = "Start"  # the title of the first page stands above it in the sidebar already


def _name_toggles(sidebar: Callable[..., Any]) -> Callable[..., str]:
    """The theme's list of pages, each of its toggles with a name that assistive technology can say."""

    def name(found: re.Match[str]) -> str:
        title = found["title"].replace('"', "&quot;")
        return f'{found["before"]}<summary aria-label="Pages below {title}">'

    def named(**options: Any) -> str:
        return _TOGGLE.sub(name, str(sidebar(**options)))

    return named


def remove_unused_assets(static: Path) -> None:
    """Delete what themes ship and this book never loads: half of its bytes."""
    for pattern in _NOT_SHIPPED:
        for path in sorted(static.glob(pattern)):
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()


def _is_wanted(file: Any, unwanted: tuple[str, ...]) -> bool:
    name = str(getattr(file, "filename", file) or "")
    body = getattr(file, "attributes", {}).get("body") or ""
    return "://" not in name and not any(part in name.lower() or part in body.lower() for part in unwanted)
