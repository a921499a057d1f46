"""Checks of a rubric as a whole: points, groups, levels, and what a rounding can hold."""

from collections.abc import Iterator
from decimal import Decimal

from gongkai.policy.cursor import Log
from gongkai.policy.paths import dimensions, element_id
from gongkai.policy.problems import Place
from gongkai.policy.tree import Branch, Row
from gongkai.rules.numbers import HUNDRED, ZERO, plain
from gongkai.rules.readings import RoundAt, Rounding
from gongkai.rules.scheme import Dimension, Method, Rubric, Scheme, Source


def check_rubrics(scheme: Scheme, root: Branch, log: Log) -> None:
    """Check every rubric, and that each group of units has exactly one."""
    taken: dict[str, str] = {}
    ids: set[str] = set()
    for rubric, branch in zip(scheme.rubrics, _branches(root), strict=False):
        if rubric.id in ids:
            log.error(branch.place, "ID-DUP", f"考核表编号 {rubric.id} 重复，请各写不同的 id")
        ids.add(rubric.id)
        for group in rubric.groups or ("",):
            if group in taken:
                name = f"组别“{group}”" if group else "不限组别的单位"
                log.error(branch.place, "S-GROUP", f"{name}有两张考核表，只能有一张")
            taken.setdefault(group, rubric.id)
        _check_points(rubric, branch, log)
        if not scheme.components and rubric.points != scheme.max:
            message = f"考核表 {plain(rubric.points)} 分，满分是 {plain(scheme.max)} 分"
            log.error(branch.place, "S-MAX", message)
    for dimension, branch in _dimensions(scheme, root):
        _check_dimension(dimension, branch, log)


def _branches(root: Branch) -> Iterator[Branch]:
    single, several = root.entries.get("rubric"), root.entries.get("rubrics")
    if isinstance(single, Branch):
        yield single
    for branch in several.items if isinstance(several, Row) else ():
        if isinstance(branch, Branch):
            yield branch


def _dimensions(scheme: Scheme, root: Branch) -> Iterator[tuple[Dimension, Branch]]:
    every = [dimension for rubric in scheme.rubrics for dimension in rubric.dimensions]
    yield from zip(every, dimensions(root), strict=False)


def _check_points(rubric: Rubric, branch: Branch, log: Log) -> None:
    """Check the sum where a dimension leaves its points to its items (else S-SUM is said there)."""
    if not rubric.dimensions:
        log.error(branch.place, "K-EMPTY", "考核表没有一级指标")
    if all(dimension.points is not None for dimension in rubric.dimensions):
        return
    known = [_known_points(dimension) for dimension in rubric.dimensions]
    total = sum(known, ZERO)
    if total > rubric.points or (rubric.complete and total != rubric.points):
        message = f"各项合计 {plain(total)} 分，points 写的是 {plain(rubric.points)} 分"
        log.error(branch.place, "S-SUM", message)


def _known_points(dimension: Dimension) -> Decimal:
    if dimension.points is not None:
        return dimension.points
    return sum((item.points or ZERO for item in dimension.items), ZERO)


def _check_dimension(dimension: Dimension, branch: Branch, log: Log) -> None:
    place, title = branch.place, dimension.title
    if not dimension.items:
        log.error(place, "K-EMPTY", f"一级指标“{title}”没有考核项")
    points, line = dimension.points, dimension.veto_below
    given = sum((item.points or ZERO for item in dimension.items), ZERO)
    unset = any(item.points is None for item in dimension.items)
    if points is not None and unset and given > points:
        message = f"{title}：已定的各项合计 {plain(given)} 分，超过 points {plain(points)} 分"
        log.error(place, "S-SUM", message)
    if points is not None and line is not None and line > points:
        message = f"{title}：veto_below {plain(line)} 高于 points {plain(points)}"
        log.error(place, "T-RANGE", message)
    for item in dimension.items:
        if item.method is Method.LEVELS and item.points is None:
            log.error(place, "L-MAX", f"“{item.title}”各档有分，points 要写最高档的分")


def check_scales(scheme: Scheme, root: Branch, log: Log) -> None:
    """Check that what feeds a component has the scale that the component is weighed on."""
    if scheme.components and scheme.max != HUNDRED:
        message = f"权重合计 100，满分不能是 {plain(scheme.max)}"
        log.error(_header(root), "S-MAX", message)
    tops = {rubric.points for rubric in scheme.rubrics}
    for leaf in scheme.leaves():
        fed = {Source.RUBRIC: tops, Source.SUBORDINATES: {scheme.max}}.get(leaf.source, set())
        for top in sorted(fed - {leaf.max}):
            message = f"“{leaf.title}”的 max 是 {plain(leaf.max)}，来源的满分是 {plain(top)}"
            log.error(_component(root, leaf.id), "W-MAX", message)


def _header(root: Branch) -> Place:
    header = root.entries.get("pack")
    return header.place if header else root.place


def _component(root: Branch, name: str) -> Place:
    stack = [root.entries.get("components")]
    while stack:
        node = stack.pop()
        if isinstance(node, Branch) and element_id(node) == name:
            return node.place
        if isinstance(node, Row):
            stack += node.items
        elif isinstance(node, Branch):
            stack.append(node.entries.get("parts"))
    return root.place


def unroundable(scheme: Scheme, rounding: Rounding) -> Iterator[tuple[str, Decimal | None]]:
    """Yield what rounding could lift above its own points, since they need more digits.

    Fifty-three items of 100/53 points, each rounded up, would make 100.17.
    """
    if rounding.at is RoundAt.TOTAL:
        tops = [("满分", scheme.max)] + [("加分上限", b.max) for b in (scheme.bonus,) if b]
        yield from ((name, top) for name, top in tops if _too_fine(top, rounding))
        return
    every = [item for rubric in scheme.rubrics for item in rubric.items()]
    every += scheme.bonus.items if scheme.bonus else ()
    for item in every:
        if item.points is None or _too_fine(item.points, rounding):
            yield f"“{item.title}”", item.points


def _too_fine(value: Decimal, rounding: Rounding) -> bool:
    exponent = value.normalize().as_tuple().exponent
    return isinstance(exponent, int) and -exponent > rounding.digits
