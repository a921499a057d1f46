"""``gongkai setup``: the database, the usual roles, the government, and its first administrators.

Passwords are asked for at the terminal or read from a file, never taken from the command line,
where everybody on the machine could read them.
"""

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from gongkai.config.console import Exit, UsageError, say, stop

if TYPE_CHECKING:
    from gongkai.core.access import Viewer
    from gongkai.core.models import Unit

# Option, role, and what to call it: three people (GB/T 22239 level 3: 三权分立).
_DUTIES: Final = (
    ("--system", "system_admin", "系统管理员"),
    ("--security", "security_admin", "安全管理员"),
    ("--audit", "auditor", "审计员"),
)


@dataclass(frozen=True, slots=True)
class _Who:
    """A person to be: sign-in name and name."""

    username: str
    name: str


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("setup", help="初始化：建库、内置角色、本级政府和三名管理员。")(setup_command)


def setup_command(
    government: Annotated[str, typer.Option("--government", help="本级政府全称")] = "",
    code: Annotated[str, typer.Option("--code", help="本级政府编码，小写字母")] = "root",
    level: Annotated[
        str, typer.Option("--level", help="层级：state、province、city、county、township")
    ] = "county",
    system: Annotated[str, typer.Option("--system", help="系统管理员，写成 用户名:姓名")] = "",
    security: Annotated[str, typer.Option("--security", help="安全管理员，写成 用户名:姓名")] = "",
    audit: Annotated[str, typer.Option("--audit", help="审计员，写成 用户名:姓名")] = "",
    password_file: Annotated[
        Path | None,
        typer.Option("--password-file", help="密码文件，每行“用户名:密码”；不给则逐个询问"),
    ] = None,
    reset: Annotated[str, typer.Option("--reset", help="重置这个用户名的密码并解除动态口令")] = "",
) -> None:
    """Bring an installation to where people can sign in; safe to run again."""
    _migrate()
    passwords = _read(password_file) if password_file else None
    if reset:
        _reset(reset, passwords)
        return
    from gongkai.core.actions import Refused

    asked = dict(zip((one[1] for one in _DUTIES), (system, security, audit), strict=True))
    try:
        _install(government, code, level, asked, passwords)
    except Refused as refused:
        say(f"没有完成：{refused.message}")
        stop(Exit.ERRORS)


def _migrate() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.config.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import DatabaseError

    from gongkai.core.roles import install_roles

    try:
        call_command("migrate", interactive=False, verbosity=0)
        install_roles()
    except DatabaseError as error:
        raise UsageError(f"数据库不能用：{error}") from error
    say("数据库和内置角色已就绪。")


def _install(
    government: str,
    code: str,
    level: str,
    asked: dict[str, str],
    passwords: dict[str, str] | None,
) -> None:
    """Make what is missing, all of it or nothing."""
    from django.db import transaction
    from django.utils import timezone

    from gongkai.core.access import Viewer

    by = Viewer.system("gongkai setup", timezone.now())
    with transaction.atomic():
        root = _root(government, code, level, by)
        for option, role, title in _DUTIES:
            _administrator(root, option, role, title, asked[role], passwords, by)


def _root(government: str, code: str, level: str, by: "Viewer") -> "Unit":
    from django.utils import timezone

    from gongkai.core.actions.units import NewUnit, create_unit
    from gongkai.core.models import Unit

    found = Unit.objects.filter(parent=None, until=None).order_by("pk").first()
    if found is not None:
        say(f"本级政府：{found.name}")
        return found
    name = government or _ask("本级政府全称", "--government")
    new = NewUnit(code, name, "government", level, timezone.localdate(by.at))
    made = create_unit(new, parent_id=None, by=by)
    say(f"已新建：{made.name}")
    return made


def _administrator(
    root: "Unit",
    option: str,
    role: str,
    title: str,
    asked: str,
    passwords: dict[str, str] | None,
    by: "Viewer",
) -> None:
    from django.utils import timezone

    from gongkai.core.actions.people import create_person, set_password
    from gongkai.core.actions.roles import assign
    from gongkai.core.models import Assignment, Role

    held = Assignment.objects.filter(role__code=role, until=None, person__is_active=True)
    present = held.select_related("person").first()
    if present is not None:
        say(f"{title}：{present.person.name}（{present.person.username}）")
        return
    who = _who(asked or _ask(f"{title}（用户名:姓名）", option), option)
    opened = create_person(who.username, name=who.name, unit_id=root.pk, with_password=False, by=by)
    password = _password(who.username, passwords)
    set_password(opened.person.pk, password, must_change=passwords is not None, by=by)
    since = timezone.localdate(by.at)
    assign(opened.person.pk, Role.objects.get(code=role).pk, root.pk, since=since, by=by)
    say(f"已新建{title}：{who.name}（{who.username}）")


def _reset(username: str, passwords: dict[str, str] | None) -> None:
    """Set a new password and take the second factor off: the way back in for an administrator."""
    from django.db import transaction
    from django.utils import timezone

    from gongkai.core.access import Viewer
    from gongkai.core.actions import Refused
    from gongkai.core.actions.people import set_password
    from gongkai.core.actions.second_factor import remove_of
    from gongkai.core.models import Person

    person = Person.objects.filter(username__iexact=username).first()
    if person is None:
        raise UsageError(f"没有用户名 {username}")
    by = Viewer.system("gongkai setup", timezone.now())
    try:
        with transaction.atomic():
            password = _password(person.username, passwords)
            set_password(person.pk, password, must_change=passwords is not None, by=by)
            remove_of(person.pk, by=by)
    except Refused as refused:
        say(f"没有完成：{refused.message}")
        stop(Exit.ERRORS)
    say(f"已重置 {person.username} 的密码，动态口令已解除。")


def _who(text: str, option: str) -> _Who:
    username, colon, name = text.replace("：", ":").partition(":")
    if not colon or not username.strip() or not name.strip():
        raise UsageError(f"{option} 应写成 用户名:姓名，如 zhangsan:张三")
    return _Who(username.strip(), name.strip())


def _ask(what: str, option: str) -> str:
    if not sys.stdin.isatty():
        raise UsageError(f"请用 {option} 给出{what}")
    return str(typer.prompt(what, err=True)).strip()


def _password(username: str, passwords: dict[str, str] | None) -> str:
    if passwords is not None:
        if username not in passwords:
            raise UsageError(f"密码文件里没有 {username}")
        return passwords[username]
    if not sys.stdin.isatty():
        raise UsageError("不在终端上运行时，请用 --password-file 给出密码文件")
    return str(
        typer.prompt(f"{username} 的密码", hide_input=True, confirmation_prompt=True, err=True)
    )


def _read(path: Path) -> dict[str, str]:
    """Read ``username:password`` lines.

    Raises:
        UsageError: no such file, or others on the machine may read it.
    """
    try:
        if path.stat().st_mode & 0o077:
            raise UsageError(f"{path} 可被他人读取，请先运行 chmod 600 {path}")
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"读不了密码文件 {path}：{error}") from error
    pairs = (line.partition(":") for line in lines if ":" in line)
    return {username.strip(): password for username, _colon, password in pairs}
