"""The fields of a content type as words and as JSON, whatever shape they were stored in."""

from gongkai.disclosure.details import details_of, words_in
from gongkai.disclosure.draft_details import draft_details, draft_flows
from gongkai.policy.disclosure import FieldKind, load_disclosure
from gongkai.rules.flows import flow_value, in_order

GUIDE = load_disclosure("xian-gongkai").content_type("service_guide").fields
FLOW = flow_value(in_order(["申请", "受理", "送达"]))
SAID = {
    "matter": "临时救助",
    "charged": False,
    "materials": [
        {"name": "身份证", "form": "original", "copies": "1"},
        {"name": "申请书", "form": "原件"},
        {"name": "", "copies": ""},
    ],
    "steps": ["提出申请", " ", "入户核实"],
    "chart": FLOW,
    "online": "",
}


def said() -> dict[str, object]:
    return {one.id: one.value for one in details_of(GUIDE, SAID)}


def test_each_kind_says_what_it_holds() -> None:
    assert said() == {
        "matter": "临时救助",
        "charged": "否",
        "materials": {
            "columns": [
                {"id": "name", "name": "材料"},
                {"id": "form", "name": "形式"},
                {"id": "copies", "name": "份数"},
                {"id": "source", "name": "来源"},
                {"id": "sample", "name": "样表地址"},
            ],
            "rows": [
                {"name": "身份证", "form": "原件", "copies": "1", "source": "", "sample": ""},
                {"name": "申请书", "form": "原件", "copies": "", "source": "", "sample": ""},
            ],
        },
        "steps": ["提出申请", "入户核实"],
        "chart": FLOW,
    }


def test_the_words_are_those_a_reader_sees() -> None:
    words = words_in(details_of(GUIDE, SAID))
    assert words.splitlines() == [
        "临时救助",
        "身份证 原件 1",
        "申请书 原件",
        "提出申请",
        "入户核实",
        "否",
        "申请",
        "受理",
        "送达",
    ]


def test_what_older_forms_stored_is_read() -> None:
    old = {"steps": "申请\n受理", "chart": "申请\n送达", "materials": "身份证", "charged": "0"}
    found = {one.id: one.lines for one in details_of(GUIDE, old)}
    assert found == {"steps": ("申请", "受理"), "charged": ("否",), "chart": ("申请", "送达")}


def test_the_checks_get_each_cell_in_its_place() -> None:
    fields = {one.label: one for one in draft_details(GUIDE, SAID)}
    cell = fields["办理材料第2行“形式”"]
    assert (cell.value, cell.head) == ("原件", "形式")
    assert cell.row == fields["办理材料第2行“材料”"].row
    assert fields["办理流程第2行"].value == "入户核实"
    assert fields["流程图环节第3行"].value == "送达"
    empty = fields["联系电话"]
    assert (empty.value, empty.required) == ("", True)
    assert fields["办理材料第1行“材料”"].required
    assert [one.label for one in draft_flows(GUIDE, SAID)] == ["流程图"]


def test_every_kind_of_field_has_been_thought_of() -> None:
    shown = {spec.kind for spec in GUIDE}
    assert shown >= {FieldKind.TABLE, FieldKind.LIST, FieldKind.FLOW, FieldKind.FLAG}
