"""The ``gongkai`` command as a person types it: output, messages, exit status."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.migrated import migrated_database

ROOT = Path(__file__).parents[2]

A3 = """\
units:
  - {id: a, name: 甲局, components: {self: "30.5", third_party: "83.1", work: "38.5"}}
  - {id: b, name: 乙局, components: {self: "95", third_party: "92", work: "96"}}
"""


def run(
    *words: object, cwd: Path | None = None, var: Path | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "gongkai.config.cli", *map(str, words)],
        capture_output=True,
        text=True,
        cwd=cwd or ROOT,
        env=os.environ | ({"GONGKAI_VAR": str(var)} if var is not None else {}),
        timeout=300,
        check=False,
    )


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    path = tmp_path / "facts.yaml"
    path.write_text(A3, encoding="utf-8")
    return path


def test_assess_gives_the_contract_in_json(facts: Path) -> None:
    done = run("assess", "--pack", "bowang-jiaoyun", "--facts", facts, "--format", "json")
    assert done.returncode == 0, done.stderr
    body = json.loads(done.stdout)
    assert body["pack"]["id"] == "bowang-jiaoyun"
    assert len(body["pack"]["hash"]) == 64
    first, second = body["units"]
    assert (first["total"], first["grade"], first["rank"]) == ("60.00", "qualified", 2)
    assert (second["total"], second["grade"], second["grade_title"]) == (
        "93.90",
        "excellent",
        "优秀",
    )
    assert body["quota"]["excellent"] == {"base": 2, "allowed": 1, "granted": 1, "overflow": []}
    assert body["errors"] == []
    assert body["readings"]["boundary"] == "lower_bound"
    assert set(first["trace"]) == {
        "id",
        "title",
        "method",
        "value",
        "max",
        "inputs",
        "cite",
        "reading",
        "children",
    }


def test_a_what_if_lists_before_and_after(facts: Path) -> None:
    done = run(
        *("assess", "--pack", "bowang-jiaoyun", "--facts", facts, "--format", "json"),
        *("--patch", "components.self.weight=30", "--patch", "components.work.weight=20"),
    )
    assert done.returncode == 0, done.stderr
    moves = {move["id"]: move for move in json.loads(done.stdout)["what_if"]}
    assert moves["a"]["before"] == {"total": "60.00", "grade": "qualified", "rank": 2}
    assert moves["a"]["after"]["total"] == "58.40"
    assert moves["a"]["after"]["grade"] == "fail"


def test_open_readings_are_named_and_can_be_set(tmp_path: Path) -> None:
    facts = tmp_path / "facts.yaml"
    survey = "{mean: '4.2', scale: [1, 5], answers: 120}"
    facts.write_text(
        "units:\n  - id: u01\n    name: 甲局\n    items:\n"
        f"      effect.rights: {survey}\n      effect.satisfaction: {survey}\n"
        "      content.done_ratio: {numerator: 19, denominator: 20}\n",
        encoding="utf-8",
    )
    words = ("assess", "--pack", "shifandian", "--facts", facts, "--format", "json")
    refused = run(*words)
    assert refused.returncode == 1
    assert "min_answers" in refused.stderr
    assert "min_answers" in json.loads(refused.stdout)["errors"][0]["message"]
    readings = tmp_path / "readings.yaml"
    readings.write_text("min_answers: 30\n", encoding="utf-8")
    done = run(*words, "--readings", readings)
    assert done.returncode == 0, done.stderr
    unit = json.loads(done.stdout)["units"][0]
    assert (unit["total"], unit["grade"]) == ("96.80", "pass")


@pytest.mark.parametrize("kind", ["table", "html", "xlsx", "docx"])
def test_every_format_can_be_written(facts: Path, tmp_path: Path, kind: str) -> None:
    out = tmp_path / f"out.{kind}"
    done = run(
        *("assess", "--pack", "bowang-jiaoyun", "--facts", facts),
        *("--format", kind, "--out", out),
    )
    assert done.returncode == 0, done.stderr
    assert out.stat().st_size > 100


def test_a_blocked_unit_is_listed_and_the_others_are_shown(tmp_path: Path) -> None:
    facts = tmp_path / "facts.yaml"
    facts.write_text(A3 + "  - {id: c, components: {self: 90}}\n", encoding="utf-8")
    done = run("assess", "--pack", "bowang-jiaoyun", "--facts", facts, "--format", "json")
    assert done.returncode == 1
    body = json.loads(done.stdout)
    assert [unit["total"] for unit in body["units"]] == ["60.00", "93.90", None]
    assert {error["part"] for error in body["errors"]} == {"third_party", "work"}


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["asess"], 2, "是否想写"),
        (["assess", "--facts", "x"], 2, "缺少参数 --pack"),
        (["assess", "--pack", "shifandia", "--facts", "x.yaml"], 1, "是否想写 shifandian"),
        (["assess", "--pack", "shifandian", "--facts", "none.yaml"], 1, "文件不存在"),
        (["assess", "--pack", "shifandian", "--facts", "."], 1, "不支持"),
        (["assess", "--pack", "shifandian", "--facts", "x", "--format", "pdf"], 2, "--format"),
        (["assess", "--pakc", "x"], 2, "没有选项 --pakc"),
        (["packs", "check", "none"], 1, "没有规则包"),
        (["packs", "explain", "shifandian", "org.atention"], 1, "是否想写 org.attention"),
        (["measure", "none.csv"], 1, "none.csv"),
        (["serve", "--data", "none"], 2, "数据文件夹 none 不存在"),
    ],
)
def test_bad_input_gets_a_clear_message_and_a_status(
    words: list[str], status: int, said: str
) -> None:
    done = run(*words)
    assert done.returncode == status, done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_all_packs_pass_their_check_and_their_examples() -> None:
    assert run("packs", "check").returncode == 0
    done = run("packs", "test")
    assert done.returncode == 0, done.stderr
    assert "全部通过" in done.stdout


def test_the_national_pack_shows_terms_articles_and_what_is_unchecked() -> None:
    shown = run("packs", "show", "cn")
    assert shown.returncode == 0, shown.stderr
    assert "主动公开期限" in shown.stdout
    assert "request.reply" in shown.stdout
    explained = run("packs", "explain", "cn", "request.reply")
    assert explained.returncode == 0, explained.stderr
    assert "15" in explained.stdout
    assert "20" in explained.stdout


def test_check_runs_the_examples_and_test_runs_the_check(tmp_path: Path) -> None:
    pack = tmp_path / "mine"
    (pack / "tests").mkdir(parents=True)
    source = ROOT / "gongkai" / "packs" / "bowang-jiaoyun"
    for name in ("pack.yaml", "sources.yaml"):
        (pack / name).write_text((source / name).read_text(encoding="utf-8"), encoding="utf-8")
    case = '- {name: wrong, input: {total: "59.99"}, output: {grade: excellent}}\n'
    (pack / "tests" / "t.yaml").write_text(case, encoding="utf-8")
    checked = run("packs", "check", pack)
    assert (checked.returncode, "T-FAIL" in checked.stderr) == (1, True)
    text = (pack / "pack.yaml").read_text(encoding="utf-8").replace("weight: 40", "weight: 30")
    (pack / "pack.yaml").write_text(text, encoding="utf-8")
    tested = run("packs", "test", pack)
    assert (tested.returncode, "W-SUM" in tested.stderr) == (1, True)


def test_several_facts_files_follow_one_option(tmp_path: Path) -> None:
    for name, score in (("a", 90), ("b", 80)):
        scores = f"{{self: {score}, third_party: {score}, work: {score}}}"
        text = f"units:\n  - {{id: {name}, components: {scores}}}\n"
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    done = run(
        *("assess", "--pack", "bowang-jiaoyun", "--format", "json"),
        *("--facts", tmp_path / "a.yaml", tmp_path / "b.yaml"),
    )
    assert done.returncode == 0, done.stderr
    assert [unit["id"] for unit in json.loads(done.stdout)["units"]] == ["a", "b"]


def test_quotients_without_end_do_not_turn_a_grade(tmp_path: Path) -> None:
    """A dimension scaled from 12 points to 16 makes an endless fraction."""
    facts = tmp_path / "facts.yaml"
    survey = "{mean: '4.2', scale: [1, 5], answers: 120}"
    facts.write_text(
        "units:\n  - id: u\n    items:\n"
        f"      effect.rights: {survey}\n      effect.satisfaction: {survey}\n"
        "      content.done_ratio: {numerator: 1, denominator: 1}\n"
        "      content.timely: {deduct: [{points: 1, reason: 迟, evidence: 台账}]}\n"
        "    not_applicable:\n"
        "      - {item: content.ten_kinds, reason: 无, approved_by: 办公室}\n",
        encoding="utf-8",
    )
    readings = tmp_path / "readings.yaml"
    readings.write_text("min_answers: 30\n", encoding="utf-8")
    done = run(
        *("assess", "--pack", "shifandian", "--facts", facts, "--readings", readings),
        *("--format", "json"),
    )
    body = json.loads(done.stdout)["units"][0]
    # 20 + 11/12 × 16 + 16 + 16 + 16 + 12.8 = 95.4666…
    assert body["total"] == "95.47"


def test_showing_explaining_and_comparing_packs() -> None:
    assert "组织领导 20 分" in run("packs", "show", "shifandian").stdout
    assert "第四条第（一）项第1目" in run("packs", "explain", "shifandian", "org.attention").stdout
    assert "没有差别" in run("packs", "diff", "shifandian", "shifandian").stdout


def test_a_rubric_goes_out_to_excel_and_comes_back(tmp_path: Path) -> None:
    book, folder = tmp_path / "a.xlsx", tmp_path / "mine"
    assert run("packs", "template", "shifandian", "--out", book).returncode == 0
    back = run("packs", "import", book, "--out", folder)
    assert back.returncode == 0, back.stderr
    assert run("packs", "check", folder).returncode == 0
    again = run("packs", "import", book, "--out", folder)
    assert (again.returncode, "不覆盖" in again.stderr) == (1, True)


def test_the_demo_is_the_same_for_everybody_and_is_never_overwritten(tmp_path: Path) -> None:
    var = tmp_path / "var"
    var.mkdir()
    shutil.copyfile(migrated_database(), var / "gongkai.sqlite3")
    for name in ("one", "two"):
        done = run("demo", "--data", tmp_path / name, var=var)
        assert done.returncode == 0, done.stderr
    one, two = (
        {p.relative_to(tmp_path / name): p.read_bytes() for p in (tmp_path / name).rglob("*.*")}
        for name in ("one", "two")
    )
    assert one == two
    changed = tmp_path / "one" / "rounds" / "2025-zonghe" / "facts.json"
    changed.write_text(changed.read_text().replace("示例县财政局", "改过的名字"))
    run("demo", "--data", tmp_path / "one", "--ensure", var=var)
    assert "改过的名字" in changed.read_text()
