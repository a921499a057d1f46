"""Accounts, organisation and events in a real browser: every screen accessible, and the ways
through them that matter.
"""

import os
import re
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import pyotp
import pytest
from django.utils import timezone
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from gongkai.core.access import viewer_of
from gongkai.core.actions.bodies import BodyDraft, MemberDraft, create_body, join_body
from gongkai.core.actions.delegations import delegate
from gongkai.core.actions.responsibilities import Task, create_responsibility
from gongkai.core.actions.units import rename_unit
from gongkai.core.importing import write_book
from gongkai.core.models import Person
from tests.people import PASSWORD, SYSTEM, People

NewPage = Callable[..., Page]
Check = Callable[[Page], list[str]]
SHOTS = os.environ.get("GONGKAI_SHOTS", "")

pytestmark = pytest.mark.browser


@pytest.fixture
def county(entered: Callable[..., str], people: People) -> dict[str, object]:
    """A county with something on every screen, and a session of each administrator."""
    caizheng, xian = people.unit("caizheng"), people.unit()
    clerk = people("clerk", unit="caizheng", name="李四", username="lisi")
    other = people("clerk", unit="minzheng", name="赵六", username="zhaoliu")
    keys = {
        code: entered(people(code, name=name, username=code))
        for code, name in (
            ("system_admin", "王五"),
            ("security_admin", "孙七"),
            ("auditor", "周八"),
        )
    }
    keys["clerk"] = entered(clerk)
    entered(clerk)
    since = date(2025, 1, 2)
    body = create_body(
        xian.pk,
        BodyDraft("leading_group", "政务公开领导小组", "示例县政办〔2025〕1号"),
        since=since,
        by=SYSTEM,
    )
    join_body(body.pk, MemberDraft("张三", "组长", xian.pk), since=since, by=SYSTEM)
    join_body(body.pk, MemberDraft("李四", "成员", caizheng.pk), since=since, by=SYSTEM)
    task = Task("预算决算公开", caizheng.pk, [people.unit("minzheng").pk], "财政", "条例第二十条")
    create_responsibility(task, since=since, by=SYSTEM)
    rename_unit(caizheng.pk, name="示例县财政金融局", on=since, basis="县编〔2025〕1号", by=SYSTEM)
    now = timezone.now()
    delegate(
        other.pk,
        starts_at=now,
        ends_at=now.replace(year=now.year + 1),
        reason="外出培训",
        by=viewer_of(clerk, now),
    )
    return {**keys, "unit": caizheng.pk, "person": clerk.pk, "body": body.pk}


SCREENS = [
    ("sign-in", "", "/office/login/?next=/office/units/"),
    ("own", "clerk", "/office/account/"),
    ("password", "clerk", "/office/account/password/"),
    ("second-factor", "clerk", "/office/account/code/"),
    ("delegation", "clerk", "/office/account/delegations/new/"),
    ("people", "system_admin", "/office/people/"),
    ("person", "system_admin", "/office/people/{person}/"),
    ("person-secured", "security_admin", "/office/people/{person}/"),
    ("person-audited", "auditor", "/office/people/{person}/"),
    ("person-new", "system_admin", "/office/people/new/"),
    ("reset", "system_admin", "/office/people/{person}/reset/"),
    ("roles", "security_admin", "/office/roles/"),
    ("role-new", "security_admin", "/office/roles/new/"),
    ("role-assign", "security_admin", "/office/people/{person}/roles/new/"),
    ("tree", "system_admin", "/office/units/"),
    ("tree-found", "clerk", "/office/units/?q=xczj"),
    ("unit", "system_admin", "/office/units/{unit}/"),
    ("unit-edit", "system_admin", "/office/units/{unit}/edit/"),
    ("unit-split", "system_admin", "/office/units/{unit}/split/"),
    ("body", "system_admin", "/office/units/bodies/{body}/"),
    ("tasks", "system_admin", "/office/units/tasks/"),
    ("task-new", "system_admin", "/office/units/tasks/new/"),
    ("import", "system_admin", "/office/units/import/"),
    ("events", "auditor", "/office/audit/"),
    ("history", "auditor", "/office/audit/objects/core.unit/{unit}/"),
    ("verify", "auditor", "/office/audit/verify/"),
]


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_every_screen_is_accessible_and_fits(
    new_page: NewPage, axe: Check, overflowing: Check, county: dict[str, object], size: str
) -> None:
    wrong = {}
    for name, who, path in SCREENS:
        page = new_page(path.format(**county), size=size, session=str(county.get(who, "")))
        page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
        if SHOTS:
            page.screenshot(path=str(Path(SHOTS) / f"{name}-{size}.png"), full_page=True)
        found = axe(page) + overflowing(page)
        if found:
            wrong[name] = found
        page.context.close()
    assert wrong == {}


def test_a_workbook_with_a_mistake_is_told_and_the_page_stays_accessible(
    new_page: NewPage, axe: Check, overflowing: Check, county: dict[str, object], tmp_path: Path
) -> None:
    book = load_workbook(BytesIO(write_book(SYSTEM, filled=True)))
    book["单位"]["D3"] = "俱乐部"
    file = tmp_path / "机构.xlsx"
    book.save(file)
    page = new_page("/office/units/import/", size="phone", session=str(county["system_admin"]))
    page.get_by_label("工作簿").set_input_files(file)
    page.get_by_role("button", name="试运行").click()
    expect(page.get_by_text("有错误，没有导入任何内容")).to_be_visible()
    expect(page.get_by_text("单位!D3")).to_be_visible()
    if SHOTS:
        page.screenshot(path=str(Path(SHOTS) / "import-tried-phone.png"), full_page=True)
    assert axe(page) + overflowing(page) == []


def sign_in_by_hand(page: Page, username: str, password: str) -> None:
    page.get_by_role("textbox", name=re.compile("用户名")).fill(username)
    page.get_by_role("textbox", name=re.compile("密码")).fill(password)
    page.get_by_role("button", name="登录").click()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_from_the_asked_page_over_the_sign_in_back_to_it_and_out(
    new_page: NewPage, entered: Callable[..., str], people: People, scripts: bool
) -> None:
    people("clerk", unit="caizheng", name="李四", username="lisi", password=PASSWORD)
    page = new_page("/office/units/?q=财政", scripts=scripts)
    sign_in_by_hand(page, "LiSi", PASSWORD)
    expect(page).to_have_url(re.compile(r"/office/units/\?q="))
    expect(page.get_by_role("link", name="示例县财政局", exact=True)).to_be_visible()
    page.get_by_role("button", name="退出").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("登录")
    page.goto("/office/units/")
    expect(page.get_by_role("heading", level=1)).to_have_text("登录")


def test_a_second_factor_is_turned_on_by_hand_and_asked_for_then(
    new_page: NewPage, entered: Callable[..., str], people: People
) -> None:
    person = people("clerk", username="lisi", password=PASSWORD)
    page = new_page("/office/account/code/", session=entered(person))
    picture = page.get_by_role("img", name=re.compile("二维码"))
    assert picture.evaluate("e => e.complete && e.naturalWidth > 100")
    secret = page.locator("b", has_text=re.compile(r"^[A-Z2-7 ]{30,}$")).inner_text()
    app = pyotp.TOTP(secret.replace(" ", ""))
    page.get_by_role("textbox", name=re.compile("动态口令")).fill(app.now())
    page.get_by_role("button", name="启用").click()
    expect(page.get_by_text("动态口令已启用")).to_be_visible()
    # The clock cannot wait for the next code: allow the present one once more.
    Person.objects.update(totp_last_step=0)
    page = new_page("/office/login/")
    sign_in_by_hand(page, "lisi", PASSWORD)
    expect(page.get_by_role("heading", level=1)).to_have_text("动态口令")
    page.get_by_role("textbox", name=re.compile("动态口令")).fill(app.now())
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("我的待办")


def test_a_new_colleague_from_account_to_first_work(
    new_page: NewPage, entered: Callable[..., str], people: People
) -> None:
    """The system administrator opens the account, the security administrator grants the role."""
    page = new_page(
        "/office/people/new/", session=entered("system_admin", name="王五"), scripts=False
    )
    page.get_by_role("textbox", name=re.compile("用户名")).fill("qianqi")
    page.get_by_role("textbox", name=re.compile("姓名")).fill("钱七")
    page.get_by_role("combobox", name=re.compile("单位")).select_option(label="　示例县财政局")
    page.get_by_role("button", name="新建账号").click()
    password = page.locator("code").inner_text()
    if SHOTS:
        page.screenshot(path=str(Path(SHOTS) / "told-desktop.png"))
    person = Person.objects.get(username="qianqi")
    page = new_page(f"/office/people/{person.pk}/", session=entered("security_admin", name="孙七"))
    page.get_by_role("link", name="授予角色").click()
    page.get_by_role("combobox", name=re.compile("角色")).select_option(label="信息员（业务）")
    page.get_by_role("button", name="授予角色").click()
    expect(page.get_by_text("示例县财政局及其下级单位")).to_be_visible()
    page = new_page("/office/login/")
    sign_in_by_hand(page, "qianqi", password)
    expect(page.get_by_role("heading", level=1)).to_have_text("修改密码")
    page.get_by_role("textbox", name=re.compile("原密码")).fill(password)
    page.get_by_role("textbox", name=re.compile("^新密码")).fill("Xin-Mima-2026")
    page.get_by_role("textbox", name=re.compile("再输入")).fill("Xin-Mima-2026")
    page.get_by_role("button", name="修改密码").click()
    expect(page.get_by_text("密码已修改")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("我的待办")
