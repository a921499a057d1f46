"""One draw: the fixed list and its hash, the seed put in before a witness, result and papers."""

from typing import TYPE_CHECKING
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from gongkai.assessment.actions.spot import run_draw, void_draw
from gongkai.assessment.inspection import plan_of
from gongkai.assessment.queries.spot import comes_out_again, draws_seen, find_draw
from gongkai.core.access import Viewer, viewer
from gongkai.core.days import day_of, day_words
from gongkai.office.disclosure.papers import document
from gongkai.office.posting import refused_in_form
from gongkai.office.rounds.finding import round_of
from gongkai.office.spot.draws import draw_badge, stage_title
from gongkai.office.spot.frame import frame, way
from gongkai.reports.spot import DrawRecord, draw_record
from gongkai.rules.rounds import Verb, why_not
from gongkai.rules.rounds.draws import Placed, placed
from gongkai.ui import components as ui
from gongkai.ui.access import requires

if TYPE_CHECKING:
    from gongkai.assessment.models import Draw, Round

_MOST_ROWS = 200


@requires("assessment.view")
@require_http_methods(["GET", "HEAD", "POST"])
def draw(request: HttpRequest, key: str, draw_id: int) -> HttpResponse:
    """Show a draw; put the seed in or void it, and come back."""
    round_ = round_of(request, key)
    found = _found(request, round_, draw_id)
    forms = _forms(found, viewer(request), round_)
    do = request.POST.get("do", "")
    if request.method == "POST":
        if do in forms and refused_in_form(request, forms, lambda: _done(request, found, do)):
            return _page(request, round_, found, forms, status=422)
        return HttpResponseRedirect(reverse("spot-draw", args=[key, draw_id]))
    return _page(request, round_, found, forms)


def _found(request: HttpRequest, round_: "Round", draw_id: int) -> "Draw":
    found = find_draw(viewer(request), round_, draw_id)
    if found is None:
        raise Http404(gettext("没有这次抽取，或者不在您的权限范围内。"))
    return found


def _done(request: HttpRequest, found: "Draw", do: str) -> str:
    post, by = request.POST, viewer(request)
    if do == "void":
        void_draw(found.pk, reason=post.get("reason", ""), by=by)
        return gettext("已作废，记录保留。")
    run_draw(
        found.pk,
        seed=post.get("seed", ""),
        seed_source=post.get("seed_source", ""),
        witness=post.get("witness", ""),
        by=by,
    )
    return gettext("已抽取。请打印抽取记录，由见证人签名。")


def _forms(found: "Draw", asker: Viewer, round_: "Round") -> dict[str, ui.Form]:
    """Return the forms of what this person may do now."""
    runs = asker.may("assessment.run", round_.unit.path)
    if not runs or found.voided_at is not None or why_not(Verb.FACTS, round_.phase):
        return {}
    void = ui.Form(
        (ui.Field("reason", gettext("为什么作废"), required=True),),
        (ui.Button(gettext("作废这次抽取"), "do", "void", ui.ButtonKind.DANGER),),
        panel=False,
    )
    return {"void": void} if found.drawn_at is not None else {"run": _seed_form(), "void": void}


def _seed_form() -> ui.Form:
    return ui.Form(
        (
            ui.Field(
                "seed",
                gettext("种子"),
                hint=gettext(
                    "名单固定之后才产生、人人查得到的号码，例如开奖号码 03081522263107，不留空格。"
                ),
                required=True,
            ),
            ui.Field(
                "seed_source",
                gettext("种子来源"),
                hint=gettext("写明哪一期、在哪里查得到。"),
                required=True,
            ),
            ui.Field("witness", gettext("见证人"), hint=gettext("在场的另一个人。"), required=True),
        ),
        (ui.Button.primary(gettext("按这个种子抽取"), "do", "run"),),
        autocomplete="off",
    )


def _page(
    request: HttpRequest,
    round_: "Round",
    found: "Draw",
    forms: dict[str, ui.Form],
    status: int = 200,
) -> HttpResponse:
    plan = plan_of(found)
    order = placed(plan, found.seed) if found.drawn_at is not None else ()
    drawn = [one for one in order if one.drawn]
    context = {
        **frame(request, round_, "spot-draws"),
        "heading": gettext("抽取：%(stage)s") % {"stage": stage_title(round_, found.stage)},
        "breadcrumb": way(
            day_words(day_of(found.at)),
            round_,
            (gettext("抽取"), reverse("spot-draws", args=[round_.key])),
        ),
        "badge": draw_badge(found),
        "hash": found.list_hash,
        "fixed_at": f"{localtime(found.at):%Y-%m-%d %H:%M}",
        "summary": _summary(found),
        "again": comes_out_again(found) if drawn else None,
        "drawn": _drawn(drawn) if drawn else None,
        "order": _order(order) if drawn else None,
        "sizes": _sizes(found),
        "excluded": _excluded(found),
        "forms": forms,
        "code": drawn[0].candidate.code if drawn else "",
        "seed": found.seed,
        "draw": found,
    }
    return render(request, "spot/draw.html", context, status=status)


def _summary(found: "Draw") -> ui.Summary:
    rows: list[tuple[str, ui.Value]] = [(gettext("名单固定人"), found.name)]
    if found.drawn_at is not None:
        rows += [
            (gettext("种子"), found.seed),
            (gettext("种子来源"), found.seed_source),
            (gettext("抽取时间"), f"{localtime(found.drawn_at):%Y-%m-%d %H:%M}"),
            (gettext("抽取人"), found.drawn_by),
            (gettext("见证人"), found.witness),
        ]
    if found.void_reason:
        rows.append((gettext("作废的理由"), found.void_reason))
    return ui.Summary.of(*rows)


def _sizes(found: "Draw") -> ui.Table:
    plan = plan_of(found)
    return ui.Table(
        caption=gettext("各组抽取数"),
        columns=(
            ui.Column("group", gettext("组别"), header=True),
            ui.Column("part", gettext("参加抽取"), numeric=True),
            ui.Column("size", gettext("抽取"), numeric=True),
        ),
        rows=tuple(
            ui.Row.of(group or gettext("全部单位"), count, plan.size_of(group))
            for group, count in plan.taking_part().items()
        ),
    )


def _excluded(found: "Draw") -> ui.Table | None:
    rows = [one for one in plan_of(found).ordered() if one.excluded]
    if not rows:
        return None
    return ui.Table(
        caption=gettext("不参加抽取的单位"),
        columns=(
            ui.Column("unit", gettext("单位"), header=True),
            ui.Column("reason", gettext("理由")),
        ),
        rows=tuple(ui.Row.of(one.name, one.excluded) for one in rows),
    )


def _drawn(rows: list[Placed]) -> ui.Table:
    return ui.Table(
        caption=gettext("抽中的单位"),
        columns=(
            ui.Column("place", gettext("序号"), numeric=True),
            ui.Column("unit", gettext("单位"), header=True),
            ui.Column("group", gettext("组别")),
            ui.Column("code", gettext("编码")),
        ),
        rows=tuple(
            ui.Row.of(number, one.candidate.name, one.candidate.group or None, one.candidate.code)
            for number, one in enumerate(rows, start=1)
        ),
        caption_hidden=True,
    ).trimmed()


def _order(order: tuple[Placed, ...]) -> ui.Details:
    table = ui.Table(
        caption=gettext("全部单位的次序"),
        columns=(
            ui.Column("place", gettext("组内次序"), numeric=True),
            ui.Column("unit", gettext("单位"), header=True),
            ui.Column("group", gettext("组别")),
            ui.Column("digest", gettext("“种子:编码”的 SHA-256（前 16 位）")),
            ui.Column("drawn", gettext("抽中")),
        ),
        rows=tuple(
            ui.Row.of(
                one.place,
                one.candidate.name,
                one.candidate.group or None,
                one.digest[:16],
                gettext("是") if one.drawn else None,
            )
            for one in order[:_MOST_ROWS]
        ),
        note=gettext("只列前 %(most)s 个，全部见名单文件。") % {"most": _MOST_ROWS}
        if len(order) > _MOST_ROWS
        else "",
        caption_hidden=True,
    ).trimmed()
    return ui.Details(gettext("全部单位的次序"), table)


@requires("assessment.view")
def listed(request: HttpRequest, key: str, draw_id: int) -> HttpResponse:
    """Send the list exactly as it was hashed."""
    round_ = round_of(request, key)
    found = _found(request, round_, draw_id)
    name = quote(f"抽取名单-{round_.year}-{found.pk}.csv", safe="")
    response = HttpResponse(plan_of(found).text().encode(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return response


@requires("assessment.view")
def record(request: HttpRequest, key: str, draw_id: int) -> HttpResponse:
    """Send the record of a draw as a Word file."""
    round_ = round_of(request, key)
    found = _found(request, round_, draw_id)
    before = draws_seen(viewer(request), round_).filter(stage=found.stage, pk__lt=found.pk)
    paper = DrawRecord(
        round=round_.title,
        organ=round_.unit.name,
        stage=stage_title(round_, found.stage),
        method=found.method,
        plan=plan_of(found),
        list_hash=found.list_hash,
        fixed_at=found.at,
        fixed_by=found.name,
        seed=found.seed,
        seed_source=found.seed_source,
        drawn_at=found.drawn_at,
        drawn_by=found.drawn_by,
        witness=found.witness,
        void_reason=found.void_reason,
        earlier=tuple(_earlier(one) for one in before),
    )
    return document(f"抽取记录-{round_.title}-{found.pk}.docx", draw_record(paper))


def _earlier(one: "Draw") -> str:
    said = {"day": f"{localtime(one.at):%Y-%m-%d %H:%M}", "hash": one.list_hash[:16]}
    drawn = f"，种子 {one.seed}" if one.seed else ""
    return f"{said['day']} 固定，校验值 {said['hash']}{drawn}；作废：{one.void_reason}"
