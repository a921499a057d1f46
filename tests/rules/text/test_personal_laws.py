"""Laws of finding and masking, over random texts full of numbers."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from gongkai.rules.text import Certainty, Kind, find_personal, mask_personal
from gongkai.rules.text.checksums import id_check_digit, id_checksum_holds
from gongkai.rules.text.personal import _detected
from tests.rules.text.people import cards, mobiles, resident_ids, texts

NUMBERS = {Kind.MOBILE, Kind.BANK_CARD, Kind.RESIDENT_ID}
_BEFORE = st.sampled_from(("", "身份证号：", "张三", "（", "号码", "ID", " ", "，", "、"))
_AFTER = st.sampled_from(("", "。", "，", "）", "张三", " ", "\n", "、"))


@given(resident_ids(), _BEFORE, _AFTER)
def test_every_valid_resident_id_is_found_for_certain(number: str, before: str, after: str) -> None:
    found = find_personal(before + number + after)
    assert [(one.kind, one.text, one.certainty) for one in found if one.text == number] == [
        (Kind.RESIDENT_ID, number, Certainty.CERTAIN)
    ]


@given(resident_ids(), st.sampled_from((" ", "-", "\u3000", "\u200b", "\n", "—")), st.booleans())
def test_a_resident_id_written_in_groups_or_full_width_is_found(
    number: str, gap: str, wide: bool
) -> None:
    text = gap.join((number[:6], number[6:14], number[14:]))
    if wide:
        text = text.translate({ord("0") + d: 0xFF10 + d for d in range(10)})
    (found,) = find_personal(f"证号 {text}。")
    assert (found.kind, found.text, found.certainty) == (
        Kind.RESIDENT_ID,
        text,
        Certainty.CERTAIN,
    )


@given(st.from_regex(r"[1-9][0-9]{16}[0-9X]", fullmatch=True))
@example("350521199001011011")
def test_eighteen_digits_with_a_wrong_check_digit_are_never_a_certain_id(number: str) -> None:
    if id_checksum_holds(number):
        number = number[:17] + ("0" if number[17] != "0" else "1")
    kinds = {one.kind for one in find_personal(number) if one.certainty is Certainty.CERTAIN}
    assert Kind.RESIDENT_ID not in kinds


@given(resident_ids(), st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_breaks_the_checksum(number: str, place: int, more: int) -> None:
    digit = str((int(number[place]) + more) % 10)
    assert not id_checksum_holds(number[:place] + digit + number[place + 1 :])
    assert id_check_digit(number[:17]) == number[17]


@given(mobiles(), _BEFORE, _AFTER)
def test_every_mobile_number_is_found(number: str, before: str, after: str) -> None:
    found = [one for one in find_personal(before + number + after) if one.text == number]
    assert [one.mask for one in found] == [f"{number[:3]}****{number[-4:]}"]


@given(cards(), _BEFORE, _AFTER)
def test_every_unionpay_card_is_found(number: str, before: str, after: str) -> None:
    found = [one for one in find_personal(before + number + after) if one.text == number]
    assert [one.mask[:4] + one.mask[-4:] for one in found] == [number[:4] + number[-4:]]
    assert len(found[0].mask) == len(number)


@given(
    st.lists(st.one_of(mobiles(), cards(), resident_ids()), min_size=2, max_size=8),
    st.sampled_from(("，", ",", "、", "；", ";", "/", "\n", "。", "\t", "，张三", "户主")),
)
def test_every_number_of_a_list_is_found(numbers: list[str], between: str) -> None:
    found = [one.text for one in find_personal(between.join(numbers)) if one.kind in NUMBERS]
    assert found == numbers


@given(texts)
def test_spans_are_exact_in_order_and_never_overlap(text: str) -> None:
    end = 0
    for one in find_personal(text):
        assert text[one.start : one.end] == one.text
        assert end <= one.start < one.end
        end = one.end


@settings(max_examples=400)
@given(texts)
def test_a_masked_text_holds_nothing_that_is_not_an_office_contact(text: str) -> None:
    masked = mask_personal(text)
    assert [one for one in find_personal(masked) if not one.office] == []
    assert mask_personal(masked) == masked


@given(texts, st.sampled_from(("姓名", "身份证号", "联系电话", "住址", "金额（元）", "开户账号")))
def test_a_masked_cell_holds_nothing_either(text: str, label: str) -> None:
    masked = mask_personal(text, label)
    assert [one for one in find_personal(masked, label) if not one.office] == []


@given(texts)
def test_what_is_certain_does_not_stay_in_the_masked_text(text: str) -> None:
    masked = mask_personal(text)
    sure = [one.text for one in find_personal(text) if one.certainty is Certainty.CERTAIN]
    assert all(masked.count(number) < text.count(number) for number in sure)


@given(st.text())
def test_no_text_makes_it_fail(text: str) -> None:
    find_personal(text)
    mask_personal(text)


@given(st.text("0123456789.,%+- ", max_size=20), st.sampled_from(["", "电话", "身份证号", "账号"]))
def test_what_is_passed_over_as_a_short_number_holds_nothing(text: str, label: str) -> None:
    if sum(one.isdigit() for one in text) <= 6:
        assert find_personal(text, label) == _detected(text, text, label) == ()
