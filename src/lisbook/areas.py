"""The tree of areas: who belongs to whom, who is compared with whom, and what each is called in a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lisbook.config.areas import Area, AreasFile, Level
from lisbook.errors import Problem, UsageError, suggest
from lisbook.yamlfile import YamlDocument


@dataclass(frozen=True)
class AreaTree:
    """All areas of a project, in the order of config/areas.yml."""

    by_id: dict[str, Area]
    levels: dict[str, Level]

    def __iter__(self) -> Iterator[Area]:
        return iter(self.by_id.values())

    def __contains__(self, area_id: str) -> bool:
        return area_id in self.by_id

    def get(self, area_id: str) -> Area:
        """The area; UsageError with a suggestion when there is none of that id."""
        try:
            return self.by_id[area_id]
        except KeyError:
            raise UsageError(f"There is no area {area_id!r}. {suggest(area_id, self.by_id)}") from None

    def children(self, area_id: str) -> tuple[Area, ...]:
        """Areas whose parent this is."""
        return tuple(area for area in self if area.parent == area_id)

    def members(self, area_id: str) -> tuple[Area, ...]:
        """The smallest areas an area is made of, in file order; an area without children is its own only member."""
        children = self.children(area_id)
        if not children:
            return (self.get(area_id),)
        return tuple(member for child in children for member in self.members(child.id))

    def ancestors(self, area_id: str) -> tuple[Area, ...]:
        """Parent, grandparent and so on."""
        parent = self.get(area_id).parent
        return () if parent is None else (self.get(parent), *self.ancestors(parent))

    def comparators(self, area_id: str) -> tuple[Area, ...]:
        """The areas this one is compared with, nearest first: its own, or those of the nearest ancestor that names any."""
        for area in (self.get(area_id), *self.ancestors(area_id)):
            if area.comparators:
                own = tuple(self.get(other) for other in area.comparators if other != area_id)
                return own if area.id == area_id else (area, *own)
        return ()

    def at_level(self, level_id: str) -> tuple[Area, ...]:
        """Areas of a level, in file order."""
        return tuple(area for area in self if area.level == level_id)

    def level(self, area_id: str) -> Level:
        """The level an area is of, with its nouns."""
        return self.levels[self.get(area_id).level]

    def in_sentence(self, area_id: str) -> str:
        """The name as a sentence needs it: 'the Upper Vale', 'Northam'."""
        area = self.get(area_id)
        return f"the {area.name}" if area.the else area.name


def build_areas(file: AreasFile, source: YamlDocument) -> tuple[AreaTree, tuple[Problem, ...]]:
    """The tree, and every fault in it: repeated ids or codes, unknown parents, cycles, areas in no or the wrong level."""
    problems: list[Problem] = []
    levels = {level.id: level for level in file.levels}
    by_id: dict[str, Area] = {}
    codes: dict[str, tuple[int, Area]] = {}
    for index, area in enumerate(file.areas):
        place = source.place(("areas", index))
        if area.id in by_id:
            problems.append(Problem(place, f"the area {area.id} is listed twice", "Keep one of the two entries."))
            continue
        by_id[area.id] = area
        if area.code is not None:
            if area.code in codes:
                first, other = codes[area.code]
                what = f"{area.id} has the code {area.code}, which {other.id} (line {source.line(('areas', first))}) has already"
                problems.append(
                    Problem(place, what, "An area belongs to one parent only: keep one entry, or correct the code.")
                )
            else:
                codes[area.code] = (index, area)
    tree = AreaTree(by_id, levels)
    ids = {area.id: index for index, area in reversed(list(enumerate(file.areas)))}
    for area_id, area in by_id.items():
        problems += _check_links(tree, area, source.place(("areas", ids[area_id])))
    return tree, tuple(problems)


def _check_links(tree: AreaTree, area: Area, place: str) -> Iterator[Problem]:
    if area.level not in tree.levels:
        yield Problem(place, f"{area.id} is of the unknown level {area.level!r}", suggest(area.level, tree.levels))
    for field, other in (("parent", area.parent), *(("comparators", name) for name in area.comparators)):
        if other is not None and other not in tree:
            yield Problem(place, f"{field} of {area.id} is the unknown area {other!r}", suggest(other, tree.by_id))
    seen = {area.id}
    step = area.parent
    while step is not None and step in tree:
        if step in seen:
            yield Problem(place, f"{area.id} is its own ancestor through {step}", "Correct one of the parents.")
            return
        seen.add(step)
        step = tree.by_id[step].parent
    within = tree.levels[area.level].within if area.level in tree.levels else None
    parent = tree.by_id.get(area.parent) if area.parent else None
    if within is not None and (parent is None or parent.level != within):
        noun = tree.levels[within].noun if within in tree.levels else within
        remedy = f"Give it a parent of the level {within}: " + ", ".join(a.id for a in tree.at_level(within)) + "."
        yield Problem(place, f"{area.id} belongs to no {noun}", remedy)
    if area.code is None and not any(other.parent == area.id for other in tree):
        yield Problem(
            place, f"{area.id} has neither a code nor members", "Give it its code, or name it as parent of its members."
        )
