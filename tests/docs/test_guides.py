"""What the guides show is true: their examples load, compute, and name real methods."""

import re
from decimal import Decimal
from pathlib import Path

from gongkai.assessment.cases import failures, run_cases
from gongkai.policy.library import Library
from gongkai.policy.loading import load_pack
from gongkai.rules.scheme import Method

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "guides" / "pack.zh-CN.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)


def write(folder: Path, pack: str, cases: str = "") -> str:
    (folder / "tests").mkdir(parents=True)
    (folder / "pack.yaml").write_text(pack, encoding="utf-8")
    if cases:
        (folder / "tests" / "cases.yaml").write_text(cases, encoding="utf-8")
    return str(folder)


def test_the_small_pack_of_the_guide_loads_and_its_examples_pass(tmp_path: Path) -> None:
    small, _, cases = BLOCKS
    reference = write(tmp_path / "xiao-li", small, cases)
    assert load_pack(reference).notes == ()
    results = run_cases(reference, Library())
    assert len(results) == 2
    assert failures(results) == []


def test_the_local_overlay_of_the_guide_loads(tmp_path: Path) -> None:
    scheme = load_pack(write(tmp_path / "wo-xian", BLOCKS[1])).scheme
    points = {item.id: item.points for item in scheme.rubrics[0].items()}
    assert (points["form.website"], points["form.other"]) == (Decimal(5), Decimal(4))


def test_the_table_of_methods_names_methods_that_exist() -> None:
    named = re.findall(r"^\| `(\w+)` \|", GUIDE, re.MULTILINE)
    methods = [name for name in named if name in set(Method)]
    assert methods == ["deduct", "levels", "survey", "computed", "bonus"]


def test_every_link_of_the_documents_leads_to_a_file() -> None:
    documents = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    for document in documents:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", document.read_text("utf-8")):
            assert (document.parent / target).exists(), f"{document.name}: {target}"
