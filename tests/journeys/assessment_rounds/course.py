"""One round from the form that begins it to its papers, by the people whose steps they are."""

from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import docx
from playwright.sync_api import Page, expect

from gongkai.assessment.actions import setting_up
from gongkai.assessment.actions.selfing.answering import ReportText, save_report
from gongkai.assessment.models import Round, RoundUnit, SelfReport
from tests.assessment.app.board import OPEN, fresh
from tests.assessment.app.selfing.filling import answer_well, seen
from tests.journeys.assessment_rounds.hall import Hall
from tests.journeys.disclosure.looking import SHOTS

TITLE = "2026 年度考核"


@dataclass
class Course:
    """A round under way in a browser; ``name`` tells its pictures from others'."""

    hall: Hall
    name: str
    round: Round

    @classmethod
    def begun(cls, hall: Hall, name: str, pack: str) -> "Course":
        """The office begins a round in the one form."""
        page = hall.as_("openness_office", "/office/rounds/", unit="xian")
        page.get_by_role("link", name="发起考核").click()
        page.get_by_label("考核办法（规则包）").select_option(pack)
        page.get_by_label("名称").fill(TITLE)
        page.get_by_role("button", name="建立考核").click()
        expect(page.get_by_text("已建立")).to_be_visible()
        return cls(hall, name, Round.objects.get())

    @property
    def base(self) -> str:
        """Where the screens of the round begin."""
        return f"/office/rounds/{self.round.key}/"

    def office(self, rest: str = "") -> Page:
        """The office opens a screen of the round."""
        return self.hall.as_("openness_office", self.base + rest, unit="xian")

    def leader(self, rest: str = "", name: str = "") -> Page:
        """A leader opens a screen of the round."""
        return self.hall.as_("leader", self.base + rest, unit="xian", name=name)

    def look(self, page: Page, what: str) -> None:
        """Hold a screen against axe and its window."""
        self.hall.sound(page, f"{self.name}-{what}-{self.hall.size}")

    def groups(self, **groups: str) -> None:
        """The office puts units into their groups."""
        page = self.office("setup/units/")
        for code, group in groups.items():
            name = self.hall.board.people.unit(code).name
            page.get_by_label(f"{name}的组别").fill(group)
        page.get_by_role("button", name="保存名单").click()

    def reading(self, title: str, value: str) -> None:
        """The office chooses a reading."""
        page = self.office("setup/")
        panel = page.locator("#readings details", has_text=title)
        panel.get_by_label(title).fill(value)
        panel.get_by_label("为什么这样定").fill("领导小组会议定")
        panel.get_by_role("button", name="选定").click()
        expect(page.get_by_text(f"已选定“{title}”。")).to_be_visible()

    def days(self) -> None:
        """Every stage is open in November."""
        for stage in self.round.stages.all():
            setting_up.set_stage(
                self.round.pk,
                stage=stage.stage,
                starts_on=OPEN[0],
                ends_on=OPEN[1],
                by=self.hall.board.office,
            )

    def seat(self, name: str, part: str, role: str = "assessor") -> None:
        """The office seats a scorer."""
        person = self.hall.board.person(role, "xian", name)
        page = self.office("setup/scorers/")
        page.locator("select[name=person]").select_option(str(person.pk))
        page.get_by_label("评什么").select_option(label=part)
        page.get_by_role("button", name="安排", exact=True).click()
        expect(page.get_by_text(name).first).to_be_visible()

    def notify(self) -> None:
        """The office tells the units."""
        page = self.office("setup/")
        self.look(page, "setup")
        notice = page.locator("#notify")
        notice.get_by_label("通知文号（可不填）").fill("示政办发〔2026〕8号")
        notice.get_by_role("button", name="通知各单位").click()
        assert fresh(self.round).notified_at is not None

    def unit(self, code: str) -> RoundUnit:
        """A unit of the round as it stands."""
        return self.hall.board.unit(self.round, code)

    def reports(self, code: str, score: str = "") -> None:
        """A unit fills its form in; clerk and chief hand it in on the screen."""
        board, row = self.hall.board, self.unit(code)
        clerk = board.clerk(code)
        for one in seen(row, clerk).missing:
            answer_well(row, one.question, clerk)
        self._write(row, score)
        page = self.hall.as_("clerk", f"{self.base}self/{code}/", unit=code)
        page.get_by_role("button", name="提交，请负责人签发").click()
        expect(page.get_by_text("已提交，等本单位负责人签发。").first).to_be_visible()
        page = self.hall.as_("final_reviewer", f"{self.base}self/{code}/", unit=code)
        page.get_by_role("button", name="同意，签发报送").click()
        expect(page.get_by_text("已签发，报送考核办公室。")).to_be_visible()

    def _write(self, row: RoundUnit, score: str) -> None:
        text = ReportText(
            done="召开领导小组会议两次，公开信息 120 条。",
            problems="个别科室报送不及时。",
            plans="明年一季度补齐目录。",
            score=Decimal(score) if score else None,
        )
        known = SelfReport.objects.filter(round_unit=row).first()
        clerk = self.hall.board.clerk(row.unit.code)
        save_report(row.pk, text, version=known.version if known else 0, by=clerk)

    def scores(self, code: str, value: str, *, name: str, role: str = "assessor") -> None:
        """A scorer gives a unit a score in their component."""
        page = self.hall.as_(role, f"{self.base}scoring/units/{code}/", unit="xian", name=name)
        form = page.get_by_role("form", name="得分", exact=True)
        form.get_by_label("得分").fill(value)
        form.get_by_label("说明").fill("栏目更新偏慢。")
        form.get_by_role("button", name="提交").click()
        expect(page.get_by_text("得分已提交。")).to_be_visible()

    def opened(self, code: str, item: str, name: str) -> Page:
        """An assessor opens an item of a unit."""
        page = self.hall.as_(
            "assessor", f"{self.base}scoring/units/{code}/", unit="xian", name=name
        )
        page.get_by_role("link", name=item).click()
        return page

    def rate(self, code: str, met: str, all_: str, *, name: str) -> None:
        """An assessor enters the rate of requests answered, and looks at all else."""
        page = self.opened(code, "依申请公开办结率", name)
        form = page.get_by_role("form", name="填写比率")
        form.get_by_label("分子").fill(met)
        form.get_by_label("分母").fill(all_)
        form.get_by_label("记录在哪里").fill("依申请公开登记台账")
        form.get_by_role("button", name="保存比率").click()
        expect(page.get_by_text("已保存。").first).to_be_visible()
        rest = page.locator("summary", has_text="项看过，不扣分")
        while rest.count():
            rest.first.click()
            page.get_by_role("button", name="项都看过").first.click()

    def loses(self, code: str, item: str, points: str, *, name: str) -> None:
        """An assessor takes points off an item."""
        page = self.opened(code, item, name)
        form = page.get_by_role("form", name="扣分", exact=True)
        form.get_by_label("扣几分").fill(points)
        form.get_by_label("理由").fill("目录三个月没有更新")
        form.get_by_label("依据").fill("查阅公开目录")
        form.get_by_role("button", name="扣分", exact=True).click()
        expect(page.get_by_text("已扣分。")).to_be_visible()

    def decides(self, code: str, grade: str, tick: str = "") -> None:
        """The office decides a grade with its reason."""
        page = self.office(f"scoring/units/{code}/")
        deciding = page.locator("section", has=page.get_by_role("heading", name="合成和认定"))
        deciding.get_by_text("认定等次", exact=True).first.click()
        deciding.get_by_label(grade, exact=True).check()
        if tick:
            deciding.get_by_label(tick).check()
        deciding.get_by_label("理由").first.fill("对照标准认定。")
        deciding.get_by_role("button", name="认定等次").click()
        expect(page.get_by_text("等次已认定。")).to_be_visible()

    def becomes_final(self, *leaders: str) -> None:
        """The office proposes, leaders decide one after another, the office announces."""
        page = self.office("approval/")
        self.look(page, "approval")
        page.get_by_role("button", name="提出意见，报请审定").click()
        for name in leaders or ("",):
            page = self.leader("approval/", name)
            page.get_by_role("button", name="同意").click()
        page = self.office("approval/")
        page.get_by_label("通报的文号（可不填）").fill("示政办发〔2026〕12号")
        page.get_by_role("button", name="通报结果").click()
        self.look(page, "announced")
        assert fresh(self.round).announced_at is not None

    def paper(self, page: Page, link: str) -> str:
        """Take a paper from a page and return what a Word file says, or its name."""
        with page.expect_download() as loading:
            page.get_by_role("link", name=link).first.click()
        path = Path(loading.value.path())
        name = loading.value.suggested_filename
        if SHOTS:
            (Path(SHOTS) / f"{self.name}-{name}").write_bytes(path.read_bytes())
        if not name.endswith(".docx"):
            return name
        read = docx.Document(BytesIO(path.read_bytes()))
        cells = [cell.text for table in read.tables for row in table.rows for cell in row.cells]
        return "\n".join([*(one.text for one in read.paragraphs), *cells])

    def bulletin(self) -> str:
        """The office takes the bulletin and the score book."""
        page = self.office("approval/")
        assert self.paper(page, "成绩册（Excel）").endswith("成绩册.xlsx")
        return self.paper(page, "通报（Word）")

    def letter(self, code: str) -> str:
        """A unit signs for its result and takes its letter."""
        page = self.hall.as_("clerk", self.base, unit=code)
        page.get_by_role("button", name="签收结果").click()
        self.look(page, "received")
        return self.paper(page, "结果告知书（Word）")
