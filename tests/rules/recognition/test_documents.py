"""Recognition of invented documents: every field, and nothing where the text says nothing."""

import pytest

from gongkai.rules.recognition import (
    LABELS,
    Alignment,
    Confidence,
    Paragraph,
    Recognised,
    Role,
    recognise,
    recognise_text,
)
from tests.rules.recognition.documents import Sample
from tests.rules.recognition.documents_more import SAMPLES


def shown(recognised: Recognised) -> dict[str, object]:
    """The fields found, as plain values."""
    return {
        name: tuple(map(str, found.value)) if isinstance(found.value, tuple) else str(found.value)
        for name, _, found in recognised.fields()
        if found is not None
    }


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_every_field_of_an_invented_document_is_read_and_no_other(sample: Sample) -> None:
    assert shown(recognise_text(sample.text)) == sample.expected


def test_every_field_has_a_label_and_every_answer_says_why_and_where() -> None:
    for sample in SAMPLES:
        for name, label, found in recognise_text(sample.text).fields():
            assert LABELS[name] == label
            if found is not None:
                assert found.why
                assert 1 <= found.paragraph <= len(sample.text.splitlines())


def test_the_paragraph_named_is_the_one_that_holds_the_answer() -> None:
    text = SAMPLES[0].text.splitlines()
    recognised = recognise_text(SAMPLES[0].text)
    assert recognised.number is not None
    assert recognised.dated is not None
    assert text[recognised.number.paragraph - 1] == "示政办发〔2023〕15号"
    assert text[recognised.dated.paragraph - 1] == "2023年5月10日"


def test_the_title_style_of_word_decides_between_two_lines() -> None:
    paragraphs = [
        Paragraph("示例县政务公开简讯"),
        Paragraph("让权力在阳光下运行", Role.TITLE, Alignment.CENTER),
        Paragraph("近日，示例县召开会议，部署下半年工作。"),
    ]
    title = recognise(paragraphs).title
    assert title is not None
    assert title.value == "让权力在阳光下运行"
    assert title.confidence is Confidence.MEDIUM


def test_a_line_before_the_body_without_any_sign_of_a_title_is_marked_as_a_guess() -> None:
    title = recognise_text("示例县全力推进河道整治\n近日，示例县启动河道整治。").title
    assert title is not None
    assert title.confidence is Confidence.LOW
    assert title.confidence.needs_check


def test_a_number_inside_the_title_is_not_the_number_of_the_document() -> None:
    recognised = recognise_text(
        "示例县人民政府关于贯彻\n示政发〔2020〕4号文件的通知\n各乡镇人民政府：\n现通知如下。"
    )
    assert recognised.number is None
    assert recognised.title is not None
    assert recognised.title.value == "示例县人民政府关于贯彻示政发〔2020〕4号文件的通知"


def test_a_date_that_does_not_exist_is_not_believed() -> None:
    text = "示例县民政局关于放假的通知\n各乡镇：\n现通知如下。\n示例县民政局\n2023年2月30日"
    assert recognise_text(text).dated is None


def test_a_date_in_the_imprint_is_not_the_date_of_issue() -> None:
    text = "关于放假的通知\n各乡镇：\n现通知如下。\n示例县民政局办公室　　2023年2月3日印发"
    assert recognise_text(text).dated is None


def test_signature_and_title_that_name_different_organs_are_marked_for_checking() -> None:
    text = "示例县民政局关于放假的通知\n各乡镇：\n现通知如下。\n示例县财政局\n2023年2月3日"
    issuers = recognise_text(text).issuers
    assert issuers is not None
    assert issuers.value == ("示例县财政局",)
    assert issuers.confidence is Confidence.MEDIUM
    assert "示例县民政局" in issuers.why


def test_a_web_page_s_title_above_the_document_s_own_is_read_once() -> None:
    title = "示例县人民政府关于加强防汛工作的通知"
    found = recognise_text(f"{title}\n{title}\n示政发〔2023〕1号\n各乡镇：\n现通知如下。").title
    assert found is not None
    assert found.value == title


def test_a_document_marked_as_repealed_says_by_which() -> None:
    text = (
        "示例县人民政府关于印发《示例办法》的通知\n"
        "依据《示例县人民政府关于废止部分文件的决定》（示政发〔2022〕9号），本通知自2022年起废止\n"
        "各乡镇人民政府：\n现将《示例办法》印发给你们。"
    )
    references = recognise_text(text).references
    assert references is not None
    assert str(references.value[0]) == (
        "被废止：示例县人民政府关于废止部分文件的决定（示政发〔2022〕9号）"
    )


@pytest.mark.parametrize(
    "sentence",
    ["所列文件如被废止，以新规定为准。", "修订或者废止的，从其规定。", "废止后不再执行。"],
)
def test_a_sentence_about_repeal_that_repeals_nothing_is_not_a_reference(sentence: str) -> None:
    text = f"示例县民政局关于《甲办法》的通知\n各乡镇：\n《乙办法》{sentence}"
    assert recognise_text(text).references is None
