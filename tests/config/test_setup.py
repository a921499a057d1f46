"""``gongkai setup`` and ``gongkai audit`` as processes on a database of their own."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.migrated import migrated_database

GONGKAI = str(Path(sys.executable).with_name("gongkai"))
Run = Callable[..., subprocess.CompletedProcess[str]]
WHO = ("--system", "wangwu:王五", "--security", "sunqi:孙七", "--audit", "zhouba:周八")
FIRST = ("--government", "示例县人民政府", "--code", "xian", *WHO)


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Return ``run(words)``: the command in an empty installation."""
    env = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "PYTEST_VERSION"}}
    env |= {"GONGKAI_VAR": str(tmp_path / "var"), "PYTHONDEVMODE": ""}

    def started(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [GONGKAI, *words],
            capture_output=True,
            text=True,
            env=env,
            stdin=subprocess.DEVNULL,
            timeout=120,
            check=False,
        )

    return started


@pytest.fixture
def tables(tmp_path: Path) -> None:
    """Have the tables there already: making them takes longer than all the rest."""
    (tmp_path / "var").mkdir()
    shutil.copyfile(migrated_database(), tmp_path / "var" / "gongkai.sqlite3")


@pytest.fixture
def passwords(tmp_path: Path) -> str:
    path = tmp_path / "passwords"
    path.write_text("wangwu:Shifan-2026a\nsunqi:Shifan-2026b\nzhouba:Shifan-2026c\n")
    path.chmod(0o600)
    return str(path)


def rows(tmp_path: Path, query: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(tmp_path / "var" / "gongkai.sqlite3") as database:
        return database.execute(query).fetchall()


def test_an_installation_is_set_up_once_and_verified(
    run: Run, passwords: str, tmp_path: Path
) -> None:
    first = run("setup", *FIRST, "--password-file", passwords)
    assert first.returncode == 0, first.stderr
    assert "已新建审计员：周八（zhouba）" in first.stderr
    assert rows(
        tmp_path,
        "select p.username, r.code from core_assignment a join core_person p on p.id=a.person_id"
        " join core_role r on r.id=a.role_id order by a.id",
    ) == [("wangwu", "system_admin"), ("sunqi", "security_admin"), ("zhouba", "auditor")]
    again = run("setup", *FIRST, "--password-file", passwords)
    assert again.returncode == 0
    assert "审计员：周八（zhouba）" in again.stderr
    assert rows(tmp_path, "select count(*) from core_person") == [(3,)]

    whole = run("audit", "verify")
    assert whole.returncode == 0
    kept = whole.stdout.strip()
    data = json.loads(run("audit", "verify", "--format", "json", "--expect", kept).stdout)
    assert data["holds"] is True
    assert f"{data['number']}:{data['hash']}" == kept

    # Somebody with the file at hand changes an event around the triggers.
    with sqlite3.connect(tmp_path / "var" / "gongkai.sqlite3") as database:
        database.execute("drop trigger core_event_no_update")
        database.execute("update core_event set actor_name='李四' where number=2")
    broken = run("audit", "verify", "--format", "json")
    assert broken.returncode == 1
    assert [one["number"] for one in json.loads(broken.stdout)["breaks"]] == [2]
    text = run("audit", "verify")
    assert "第 2 号：内容与校验值不符" in text.stderr


@pytest.mark.usefixtures("tables")
def test_a_cut_tail_is_found_by_the_kept_number(run: Run, passwords: str, tmp_path: Path) -> None:
    run("setup", *FIRST, "--password-file", passwords)
    kept = run("audit", "verify").stdout.strip()
    with sqlite3.connect(tmp_path / "var" / "gongkai.sqlite3") as database:
        database.execute("drop trigger core_event_no_delete")
        last = database.execute("select max(number) from core_event").fetchone()[0]
        database.execute("delete from core_event where number=?", (last,))
        end = database.execute(
            "select number, hash from core_event order by number desc"
        ).fetchone()
        database.execute("update core_eventchain set number=?, hash=?", end)
    assert run("audit", "verify").returncode == 0  # from within it cannot be seen
    assert run("audit", "verify", "--expect", kept).returncode == 1


@pytest.mark.usefixtures("tables")
@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--government", "甲县", "--system", "wangwu"), "用户名:姓名"),
        (("--government", "甲县", "--system", "wangwu:王五"), "--password-file"),
        ((), "--government"),
        (("--reset", "nobody"), "没有用户名"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_half_made(
    run: Run, tmp_path: Path, words: tuple[str, ...], told: str
) -> None:
    done = run("setup", *words)
    assert done.returncode == 2
    assert told in done.stderr
    assert rows(tmp_path, "select count(*) from core_unit") == [(0,)]


@pytest.mark.usefixtures("tables")
def test_a_password_file_others_may_read_is_refused(run: Run, passwords: str) -> None:
    Path(passwords).chmod(0o644)
    done = run("setup", *FIRST, "--password-file", passwords)
    assert done.returncode == 2
    assert "chmod 600" in done.stderr


@pytest.mark.usefixtures("tables")
def test_a_weak_password_stops_it_all(run: Run, passwords: str, tmp_path: Path) -> None:
    Path(passwords).write_text("wangwu:12345\nsunqi:Shifan-2026b\nzhouba:Shifan-2026c\n")
    done = run("setup", *FIRST, "--password-file", passwords)
    assert done.returncode == 1
    assert rows(tmp_path, "select count(*) from core_person") == [(0,)]


@pytest.mark.usefixtures("tables")
def test_the_way_back_in_for_an_administrator(run: Run, passwords: str, tmp_path: Path) -> None:
    run("setup", *FIRST, "--password-file", passwords)
    before = rows(tmp_path, "select password from core_person where username='zhouba'")
    Path(passwords).write_text("zhouba:Xin-Mima-2026\n")
    done = run("setup", "--reset", "zhouba", "--password-file", passwords)
    assert done.returncode == 0, done.stderr
    assert rows(tmp_path, "select password from core_person where username='zhouba'") != before


@pytest.mark.usefixtures("tables")
@pytest.mark.parametrize("kept", ["5", "5:abc", "x:" + "0" * 64])
def test_a_kept_number_written_wrongly_is_a_wrong_usage(run: Run, kept: str) -> None:
    done = run("audit", "verify", "--expect", kept)
    assert done.returncode == 2
    assert "编号:校验值" in done.stderr


@pytest.mark.usefixtures("tables")
def test_the_demo_brings_the_roles_of_an_earlier_version_up_to_date(
    run: Run, passwords: str, tmp_path: Path
) -> None:
    run("setup", *FIRST, "--password-file", passwords)
    rows(tmp_path, "update core_role set permissions = '[]' where code = 'clerk'")
    done = run("demo", "--data", str(tmp_path / "data"), "--ensure")
    assert done.returncode == 0, done.stderr
    [(held,)] = rows(tmp_path, "select permissions from core_role where code = 'clerk'")
    assert "assessment.self" in str(held)
    assert rows(tmp_path, "select count(*) from core_unit") == [(1,)], "nothing else is made"
