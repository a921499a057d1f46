"""An inspector's phone: nothing is lost while the network drops, and nothing is sent twice."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from docx.image.image import Image
from playwright.sync_api import Locator, Page, Route, expect

from gongkai.assessment.models import SpotFinding, Visit
from gongkai.core.files import read_bytes
from tests.assessment.app.spot.checking import Checking
from tests.journeys.assessment_rounds.hall import Hall
from tests.photographs import PLACE, from_camera

pytestmark = pytest.mark.browser
KEPT, SENT = "已保存在本机", "已送出 12:00"


@dataclass
class Phone:
    """The phone of 李四, on the page of the finance bureau."""

    hall: Hall
    checking: Checking
    page: Page

    @property
    def board(self) -> Locator:
        """What the phone keeps."""
        return self.page.get_by_role("region", name="本机的记录")

    def address(self, unit: str = "caizheng/") -> str:
        return f"/office/rounds/{self.checking.round.key}/field/{unit}"

    def ready(self) -> None:
        """Wait until the script has taken over."""
        expect(self.page.locator("[data-ready]")).to_be_attached()

    def stored(self, unit: str = "caizheng/") -> None:
        """Wait until the phone has a page to open without a network."""
        self.page.wait_for_function(
            "async (path) => (await caches.match(path)) !== undefined", arg=self.address(unit)
        )

    def offline(self, off: bool = True) -> None:
        self.page.context.set_offline(off)

    def note(self, text: str, photo: bytes | None = None) -> None:
        """Note a problem down."""
        form = self.page.locator("[data-entry=finding]")
        if form.get_attribute("open") is None:
            form.locator("summary").click()
        form.get_by_label("发现了什么").fill(text)
        if photo is not None:
            form.get_by_label("照片").set_input_files(
                {"name": "IMG_7.jpg", "mimeType": "image/jpeg", "buffer": photo}
            )
            expect(form.get_by_text("位置信息已去掉")).to_be_visible()
        form.get_by_role("button", name="记下").click()

    def entry(self, text: str) -> Locator:
        return self.board.get_by_role("listitem").filter(has_text=text)


@pytest.fixture
def phone(hall: Hall) -> Phone:
    checking = Checking.begun(hall.board)
    checking.drawn()
    assert checking.inspector.name == "李四"
    hall.size = "phone"
    path = f"/office/rounds/{checking.round.key}/field/caizheng/"
    # The first page of a process reads packs and templates; on a busy machine that takes long.
    first = Client(HTTP_HOST="127.0.0.1")
    first.cookies[settings.SESSION_COOKIE_NAME] = hall.key("assessor", "xian", "李四")
    assert first.get(path).status_code == 200
    page = hall.as_("assessor", path, unit="xian", name="李四")
    page.context.clock.set_fixed_time(hall.board.now)  # the phone's clock goes with the server's
    page.reload()
    made = Phone(hall, checking, page)
    made.ready()
    return made


@pytest.fixture
def lossy(hall: Hall) -> Callable[..., None]:
    """Name the failed requests a test provokes by taking the network away."""

    def may_fail(*paths: str) -> None:
        for path in paths:
            hall.open.allow("Failed to load resource", path, sure=False)  # type: ignore[attr-defined]

    return may_fail


def test_with_a_network_an_entry_is_sent_at_once(phone: Phone) -> None:
    phone.hall.sound(phone.page, "field-unit-phone")
    phone.note("公开栏的内容停在去年")
    expect(phone.entry("公开栏")).to_contain_text(SENT)
    expect(phone.board).to_contain_text("有网络 · 全部已送出")
    row = SpotFinding.objects.get()
    assert (row.text, row.name, row.item) == ("公开栏的内容停在去年", "李四", "")
    phone.hall.sound(phone.page, "field-sent-phone")
    phone.page.reload()
    phone.ready()
    expect(phone.page.get_by_role("region", name="服务器已收到的")).to_contain_text("公开栏")
    expect(phone.board.get_by_role("listitem")).to_have_count(0)


def test_without_one_it_is_kept_survives_closing_and_goes_out_later(
    phone: Phone, lossy: Callable[..., None]
) -> None:
    lossy("/caizheng/", "/field/")
    phone.stored()
    phone.offline()
    phone.note("网络断了以后记的", from_camera())
    expect(phone.entry("断了以后")).to_contain_text(KEPT)
    expect(phone.board).to_contain_text("没有网络，可以照常记录 · 还有 1 条没有送出")
    phone.hall.sound(phone.page, "field-offline-phone")
    visit = phone.page.locator("[data-title=县直单位座谈会]")
    visit.locator("summary").click()
    visit.get_by_label("机关干部代表人数").fill("3")
    visit.get_by_role("button", name="记下这次检查").click()
    expect(phone.board).to_contain_text("还有 2 条没有送出")
    assert not SpotFinding.objects.exists()
    phone.page.close()
    phone.page = phone.page.context.new_page()
    phone.page.goto(phone.address())  # there is no network: the worker opens the page
    phone.ready()
    expect(phone.entry("断了以后")).to_contain_text(KEPT)
    expect(phone.entry("断了以后")).to_contain_text("有照片")
    phone.offline(False)
    expect(phone.entry("断了以后")).to_contain_text(SENT)
    expect(phone.entry("座谈会")).to_contain_text("没有“下属单位负责人”、“服务对象代表”参加")
    expect(phone.board).to_contain_text("全部已送出")
    row = SpotFinding.objects.get()
    assert row.photo is not None
    data = read_bytes(row.photo)
    assert data.startswith(b"\xff\xd8")
    assert PLACE not in data
    assert b"Exif" not in data
    picture = Image.from_blob(data)
    assert (picture.px_width, picture.px_height) == (8, 16)  # stood up, as the camera meant it
    assert Visit.objects.get().people == {"机关干部代表": 3}


def test_an_answer_that_got_lost_makes_no_second_entry(phone: Phone) -> None:
    lost: list[int] = []

    def swallow(route: Route) -> None:
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch().status)
            route.abort()
        else:
            route.continue_()

    phone.hall.open.allow("Failed to load resource", "/caizheng/")  # type: ignore[attr-defined]
    phone.page.route("**/field/caizheng/", swallow)
    phone.note("答复丢了")
    expect(phone.entry("答复丢了")).to_contain_text("服务器没有应答，稍后自动再送")
    assert lost == [200]
    assert SpotFinding.objects.count() == 1
    phone.page.get_by_role("button", name="现在送").click()
    expect(phone.entry("答复丢了")).to_contain_text(SENT)
    assert SpotFinding.objects.count() == 1


def test_two_windows_send_an_entry_once(phone: Phone, lossy: Callable[..., None]) -> None:
    lossy("/caizheng/")
    phone.offline()
    phone.note("两个窗口")
    expect(phone.entry("两个窗口")).to_contain_text(KEPT)
    other = phone.page.context.new_page()
    other.goto(phone.address())
    expect(other.get_by_role("region", name="本机的记录")).to_contain_text("两个窗口")
    phone.offline(False)
    expect(other.get_by_role("region", name="本机的记录")).to_contain_text("全部已送出")
    expect(phone.board).to_contain_text("全部已送出")
    assert SpotFinding.objects.count() == 1


def test_pressing_twice_makes_one_entry(phone: Phone) -> None:
    form = phone.page.locator("[data-entry=finding] form")
    phone.page.locator("[data-entry=finding] summary").click()
    form.get_by_label("发现了什么").fill("按了两次")
    form.evaluate("form => { form.requestSubmit(); form.requestSubmit(); }")
    expect(phone.entry("按了两次")).to_contain_text(SENT)
    assert SpotFinding.objects.count() == 1


def test_what_is_typed_and_not_noted_is_there_again(phone: Phone) -> None:
    form = phone.page.locator("[data-entry=finding]")
    form.locator("summary").click()
    form.get_by_label("发现了什么").fill("还没写完")
    form.get_by_label("照片").set_input_files(
        {"name": "IMG_7.jpg", "mimeType": "image/jpeg", "buffer": from_camera(1)}
    )
    expect(form.get_by_text("位置信息已去掉")).to_be_visible()
    phone.hall.sound(phone.page, "field-typed-phone")
    phone.page.wait_for_timeout(2000)
    phone.page.reload()
    phone.ready()
    expect(form.get_by_label("发现了什么")).to_have_value("还没写完")
    expect(form.get_by_text("位置信息已去掉")).to_be_visible()
    form.get_by_role("button", name="记下").click()
    expect(phone.entry("还没写完")).to_contain_text(SENT)
    assert SpotFinding.objects.get().photo is not None
    phone.page.reload()
    phone.ready()
    expect(form.get_by_label("发现了什么")).to_have_value("")


def test_a_refusal_says_why_and_is_mended(phone: Phone) -> None:
    phone.hall.open.allow("409", "/caizheng/")  # type: ignore[attr-defined]
    form = phone.page.locator("[data-entry=finding]")
    form.locator("summary").click()
    form.get_by_label("发现日期").fill("2026-11-30")
    phone.note("写错了日期")
    expect(phone.entry("写错了日期")).to_contain_text("没有送出：发现时间还没到")
    phone.hall.sound(phone.page, "field-refused-phone")
    phone.entry("写错了日期").get_by_role("button", name="改后再送").click()
    expect(form.get_by_label("发现了什么")).to_have_value("写错了日期")
    form.get_by_label("发现日期").fill("2026-11-16")
    form.get_by_label("发现时间").fill("11:00")
    form.get_by_role("button", name="记下").click()
    expect(phone.entry("写错了日期")).to_contain_text(SENT)
    assert SpotFinding.objects.count() == 1


def test_two_inspectors_of_one_planned_visit_both_keep_their_record(
    phone: Phone, lossy: Callable[..., None]
) -> None:
    from gongkai.assessment.actions import spot

    checking = phone.checking
    planned = spot.plan_visit(
        checking.board.unit(checking.round).pk,
        key="p",
        form="files",
        plan=checking.plan(),
        by=checking.board.office,
    )
    lossy("/caizheng/")
    phone.hall.open.allow("409", "/caizheng/")  # type: ignore[attr-defined]
    phone.page.reload()
    phone.ready()
    phone.offline()
    visit = phone.page.locator("[data-title=查阅资料]")
    visit.locator("summary").click()
    visit.get_by_label("地点").fill("档案室")
    visit.get_by_role("button", name="记下这次检查").click()
    expect(phone.entry("查阅资料")).to_contain_text(KEPT)
    spot.hold_visit(
        planned.pk, key="other", plan=checking.plan(), people={}, by=checking.board.office
    )
    phone.offline(False)
    expect(phone.entry("查阅资料")).to_contain_text("已经登记了这次检查")
    phone.entry("查阅资料").get_by_role("button", name="作为另一次登记").click()
    expect(phone.entry("查阅资料")).to_contain_text(SENT)
    assert sorted(Visit.objects.values_list("place", flat=True)) == ["三楼会议室", "档案室"]


def test_after_signing_in_again_what_waited_goes_out(phone: Phone) -> None:
    context = phone.page.context
    cookies = context.cookies()
    context.clear_cookies()
    phone.hall.open.allow("403", "/caizheng/", sure=False)  # type: ignore[attr-defined]
    phone.note("登录失效时记的")
    expect(phone.entry("登录失效")).to_contain_text("登录已失效，重新登录后自动送出")
    expect(phone.board.get_by_role("link", name="去登录")).to_be_visible()
    context.add_cookies(cookies)  # type: ignore[arg-type]
    phone.page.reload()
    phone.ready()
    expect(phone.entry("登录失效")).to_contain_text(SENT)


def test_signing_out_leaves_nothing_anybody_else_can_read(
    phone: Phone, lossy: Callable[..., None]
) -> None:
    lossy("/caizheng/", "/login/")
    checking, page = phone.checking, phone.page

    def refuse(route: Route) -> None:
        route.abort() if route.request.method == "POST" else route.continue_()

    page.route("**/field/caizheng/", refuse)
    phone.note("只有李四能看的")
    expect(phone.entry("只有李四")).to_contain_text(KEPT)
    page.get_by_role("button", name="退出").click()
    expect(page.get_by_text("再按一次退出")).to_be_visible()
    page.get_by_role("button", name="退出").click()
    expect(page.get_by_role("heading", name="登录")).to_be_visible()
    page.unroute("**/field/caizheng/")
    expect_nothing = page.evaluate(
        """async () => {
          const rows = await new Promise((resolve) => {
            const request = indexedDB.open("gongkai-field", 1);
            request.onsuccess = () => {
              const all = request.result.transaction("entries").objectStore("entries").getAll();
              all.onsuccess = () => { request.result.close(); resolve(all.result); };
            };
          });
          const texts = rows.map((row) => new TextDecoder().decode(row.body.data));
          await new Promise((resolve) => setTimeout(resolve, 300));
          return {
            rows: rows.length,
            readable: texts.some((text) => text.includes("只有李四")),
            caches: (await caches.keys()).length,
            workers: (await navigator.serviceWorker.getRegistrations()).length,
          };
        }"""
    )
    assert expect_nothing == {"rows": 1, "readable": False, "caches": 0, "workers": 0}
    checking.board.scorer(checking.round, "spot", name="赵六")
    phone.page = phone.hall.as_("assessor", phone.address(), unit="xian", name="赵六")
    phone.ready()
    expect(phone.board.get_by_role("listitem")).to_have_count(0)
    phone.hall._keys.clear()  # signed out, 李四 signs in anew
    phone.page = phone.hall.as_("assessor", phone.address(), unit="xian", name="李四")
    phone.ready()
    expect(phone.entry("只有李四")).to_contain_text(SENT)
    assert SpotFinding.objects.get().name == "李四"


def test_the_list_of_units_opens_without_a_network_too(
    phone: Phone, lossy: Callable[..., None]
) -> None:
    lossy("/field/", "/qingshan/")
    phone.page.goto(phone.address(""))
    phone.ready()
    phone.hall.sound(phone.page, "field-index-phone")
    expect(phone.page.get_by_text("今天有安排")).to_have_count(0)
    phone.stored("")
    phone.stored("qingshan/")
    phone.offline()
    phone.page.reload()
    phone.ready()
    phone.page.get_by_role("link", name="青山乡人民政府").click()
    phone.ready()
    phone.note("没有网络时打开的单位")
    expect(phone.entry("打开的单位")).to_contain_text(KEPT)
    phone.offline(False)
    expect(phone.entry("打开的单位")).to_contain_text(SENT)
    assert SpotFinding.objects.get().round_unit.unit.code == "qingshan"


# What a browser lacks on a page that came by plain http.
BY_HTTP = """
  Object.defineProperty(Crypto.prototype, "subtle", { value: undefined });
  delete Navigator.prototype.locks;
  delete Navigator.prototype.serviceWorker;
  delete Navigator.prototype.storage;
"""
FULL = """IDBObjectStore.prototype.put = () => {
  throw new DOMException("full", "QuotaExceededError");
};"""


def test_by_plain_http_entries_are_kept_too(phone: Phone, lossy: Callable[..., None]) -> None:
    lossy("/caizheng/")
    phone.page.add_init_script(BY_HTTP)
    phone.page.reload()
    phone.ready()
    assert phone.page.evaluate("crypto.subtle === undefined && !('locks' in navigator)")
    phone.offline()
    phone.note("没有加密也留着")
    expect(phone.entry("没有加密")).to_contain_text(KEPT)
    phone.offline(False)
    expect(phone.entry("没有加密")).to_contain_text(SENT)


def test_a_full_phone_says_so_and_keeps_the_words_in_the_form(phone: Phone) -> None:
    phone.page.add_init_script(FULL)
    phone.page.reload()
    phone.ready()
    phone.note("存不下的")
    form = phone.page.locator("[data-entry=finding]")
    expect(form.get_by_role("alert")).to_contain_text("本机存不下，没有保存")
    expect(form.get_by_label("发现了什么")).to_have_value("存不下的")
    assert not SpotFinding.objects.exists()


def test_a_browser_that_keeps_nothing_says_so_and_sends_plain_forms(phone: Phone) -> None:
    phone.page.add_init_script("Object.defineProperty(window, 'indexedDB', { value: undefined })")
    phone.page.reload()
    expect(phone.page.get_by_text("这个浏览器不能在本机保存")).to_be_visible()
    phone.page.locator("[data-entry=finding] summary").click()
    phone.page.get_by_label("发现了什么").fill("照样能记")
    phone.page.get_by_role("button", name="记下", exact=True).click()
    expect(phone.page.get_by_text("已记下，服务器已收到。")).to_be_visible()
    assert SpotFinding.objects.get().text == "照样能记"


def test_a_photograph_that_cannot_be_opened_is_told_at_once(phone: Phone) -> None:
    form = phone.page.locator("[data-entry=finding]")
    form.locator("summary").click()
    form.get_by_label("照片").set_input_files(
        {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": b"\xff\xd8broken"}
    )
    expect(form.get_by_role("alert")).to_contain_text("这张照片打不开")
    form.get_by_label("发现了什么").fill("没有照片也能记")
    form.get_by_role("button", name="记下").click()
    expect(phone.entry("没有照片")).to_contain_text(SENT)


def test_without_scripts_the_page_is_a_plain_form(hall: Hall) -> None:
    checking = Checking.begun(hall.board)
    assert checking.inspector.name == "李四"
    page = hall.open(
        f"/office/rounds/{checking.round.key}/field/caizheng/",
        size="phone",
        scripts=False,
        session=hall.key("assessor", "xian", "李四"),
    )
    page.locator("[data-entry=finding] summary").click()
    page.get_by_label("发现了什么").fill("没有脚本")
    page.get_by_role("button", name="记下", exact=True).click()
    expect(page.get_by_text("已记下，服务器已收到。")).to_be_visible()
    assert SpotFinding.objects.get().text == "没有脚本"


def test_on_a_desk_it_looks_as_it_should(hall: Hall, tmp_path: Path) -> None:
    del tmp_path
    checking = Checking.begun(hall.board)
    assert checking.inspector.name == "李四"
    path = f"/office/rounds/{checking.round.key}/field/caizheng/"
    page = hall.as_("assessor", path, unit="xian", name="李四")
    expect(page.locator("[data-ready]")).to_be_attached()
    for summary in page.locator("[data-entry] summary").all():
        summary.click()
    hall.sound(page, "field-unit-desktop")
