"""The units of the demo county and the people who work in them. None of them exists."""

from dataclasses import dataclass
from typing import Final

from gongkai.assessment.demo.people import BUREAUS, TOWNSHIPS, UNITS
from gongkai.demo.matters import subjects

ROOT: Final = "xian"


@dataclass(frozen=True, slots=True)
class PlannedUnit:
    """A unit to make; ``above`` is the code of the one it belongs to."""

    code: str
    name: str
    kind: str
    level: str
    group: str
    above: str = ROOT
    functions: str = ""


@dataclass(frozen=True, slots=True)
class PlannedPerson:
    """An account to make, with a role at its unit (or at ``at``)."""

    username: str
    name: str
    role: str
    unit: str
    at: str = ""


def planned_units() -> tuple[PlannedUnit, ...]:
    """Return the units, the topmost first; the same ones that are assessed."""
    made = [
        PlannedUnit(
            ROOT,
            "示例县人民政府",
            "government",
            "county",
            "",
            "",
            "统筹全县政府信息公开，受理对政府的申请。",
        ),
        PlannedUnit(
            "xian-zhengwu",
            "示例县人民政府办公室",
            "bureau",
            "county",
            BUREAUS,
            functions="负责县政府文电、会务和督查，组织、指导、监督全县政务公开工作。",
        ),
    ]
    for unit in UNITS:
        kind = {BUREAUS: "bureau", TOWNSHIPS: "township"}.get(unit.group, "enterprise")
        level = "township" if unit.group == TOWNSHIPS else "county"
        matters = "、".join(one.matter for one in subjects(unit.id))
        functions = f"负责{matters}等工作，公开办理条件、程序和结果。"
        made.append(PlannedUnit(unit.id, unit.name, kind, level, unit.group, functions=functions))
    made.append(
        PlannedUnit(
            "ju-caizheng-yusuan", "示例县财政局预算股", "section", "county", "", "ju-caizheng"
        )
    )
    made += [
        PlannedUnit(
            f"cun-{code}", f"青山乡{name}村", "village", "township", "村（社区）", "xiang-qingshan"
        )
        for code, name in (("dong", "东"), ("xi", "西"))
    ]
    return tuple(made)


PEOPLE: Final = (
    PlannedPerson("zhangsan", "张三", "clerk", "ju-caizheng"),
    PlannedPerson("lisi", "李四", "secrecy_reviewer", "ju-caizheng"),
    PlannedPerson("wangwu", "王五", "first_reviewer", "ju-caizheng"),
    PlannedPerson("zhaoliu", "赵六", "second_reviewer", "ju-caizheng"),
    PlannedPerson("qianqi", "钱七", "final_reviewer", "ju-caizheng"),
    PlannedPerson("sunba", "孙八", "openness_office", "xian-zhengwu", ROOT),
    PlannedPerson("zhoujiu", "周九", "leader", ROOT),
    PlannedPerson("hanba", "韩八", "assessor", "xian-zhengwu", ROOT),
    PlannedPerson("yangjiu", "杨九", "third_party", "xian-zhengwu", ROOT),
    PlannedPerson("wushi", "吴十", "system_admin", "xian-zhengwu", ROOT),
    PlannedPerson("zhengyi", "郑一", "security_admin", "xian-zhengwu", ROOT),
    PlannedPerson("fenger", "冯二", "auditor", "xian-zhengwu", ROOT),
    PlannedPerson("chensan", "陈三", "clerk", "xiang-qingshan"),
    PlannedPerson("chusi", "褚四", "secrecy_reviewer", "xiang-qingshan"),
    PlannedPerson("weiwu", "卫五", "first_reviewer", "xiang-qingshan"),
    PlannedPerson("jiangliu", "蒋六", "final_reviewer", "xiang-qingshan"),
)
