"""Typed numbers and direction words in prose: what a verb should have said, since it cannot go stale."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lisbook.config.prose import ProseFile
from lisbook.errors import Problem
from lisbook.prose.markdown import without_code

# What is no prose: roles, inline code, links' targets, addresses, HTML comments, labels, attributes, list markers.
_NO_PROSE = re.compile(
    r"""
    \{[^}\n]+\}(?P<role>`+)(?:(?!\n[ \t]*\n).)+?(?<!`)(?P=role)(?!`)
    | (?P<code>`+)(?:(?!\n[ \t]*\n).)+?(?<!`)(?P=code)(?!`)
    | (?<=\])\([^)\n]*\)
    | <!--.*?-->
    | <[^>\n]+>
    | https?://\S+
    | ^\([\w-]+\)=$
    | ^[ \t]*\d{1,3}[.)](?=[ ])
    | ^:{0,3}[ \t]*:[\w-]+:[^\n]*$
    | ^[ \t]*:{3,}\{[^\n]*$
    """,
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)
_NUMBER = re.compile(r"(?<![\w.])[£€$]?\d[\d,.]*\d%?|(?<![\w.])[£€$]?\d%?|\d+(?:\.\d+)*")
_YEAR = re.compile(r"(?:19|20)\d\d")


def check_numbers(source: str, where: str, prose: ProseFile, first_line: int = 1) -> Iterator[Problem]:
    """A problem for each typed number that is no year and not allowed, a warning for each direction word.

    `where` names the file, `first_line` the line on which the text starts in it.
    """
    text = _blanked(source)
    for allowed in sorted(prose.allowed, key=lambda item: -len(item.text)):
        text = re.sub(rf"(?<!\w){re.escape(allowed.text)}(?!\w)", lambda found: " " * len(found[0]), text)
    for found in _NUMBER.finditer(text):
        number = found[0].rstrip(".,")
        year = _YEAR.fullmatch(number)
        if year and prose.years[0] <= int(number) <= prose.years[1]:
            continue
        yield Problem(
            f"{where}:{first_line + text.count(chr(10), 0, found.start())}",
            f"the number {number} is typed",
            'Bind it to the data, such as {eval}`figure("…")`, or allow it with a reason in config/prose.yml.',
        )
    if prose.direction_words:
        words = re.compile(rf"\b(?:{'|'.join(map(re.escape, prose.direction_words))})\b", re.IGNORECASE)
        for found in words.finditer(text):
            yield Problem(
                f"{where}:{first_line + text.count(chr(10), 0, found.start())}",
                f"the direction word {found[0]!r} is typed",
                'Let the data choose it, such as {eval}`trend("…", since="…")`.',
                warning=True,
            )


def _blanked(source: str) -> str:
    """The text with everything that is no prose made blank, lines and lengths kept."""
    return _NO_PROSE.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), without_code(source))
