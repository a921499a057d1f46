"""Numbers that add up but belong to no one, for the tests of detectors."""

from datetime import date

from hypothesis import strategies as st

from gongkai.rules.text.checksums import PROVINCES, id_check_digit, luhn_holds

_DAYS = st.dates(date(1930, 1, 1), date(2026, 11, 1))


@st.composite
def resident_ids(draw: st.DrawFn) -> str:
    """Any valid resident ID of eighteen characters."""
    province = draw(st.sampled_from(sorted(PROVINCES)))
    area = draw(st.integers(0, 9999))
    serial = draw(st.integers(0, 999))
    first = f"{province}{area:04d}{draw(_DAYS):%Y%m%d}{serial:03d}"
    return first + id_check_digit(first)


@st.composite
def mobiles(draw: st.DrawFn) -> str:
    """Any mobile number in use."""
    prefix = draw(st.sampled_from(("130", "138", "139", "150", "159", "177", "188", "199")))
    return f"{prefix}{draw(st.integers(0, 99_999_999)):08d}"


@st.composite
def cards(draw: st.DrawFn) -> str:
    """Any UnionPay card of sixteen or nineteen digits that adds up."""
    length = draw(st.sampled_from((16, 19)))
    middle = draw(st.integers(0, 10 ** (length - 3) - 1))
    first = f"62{middle:0{length - 3}d}"
    return next(f"{first}{last}" for last in range(10) if luhn_holds(f"{first}{last}"))


SEPARATORS = "，。；：、（）《》\n \t,.;:-/“”"
HAN = "张李王示例县人民政府通知住址电话手机姓名户主村组号室单元镇街道一二三"

fragments = st.one_of(
    resident_ids(),
    mobiles(),
    cards(),
    st.text(alphabet=HAN, max_size=6),
    st.text(alphabet=SEPARATORS, max_size=3),
    st.text(alphabet="0123456789", max_size=20),
    st.text(alphabet="0123456789- ０１２８", max_size=24),
    st.text(alphabet="ABDEGHX闽京·@.cn", max_size=8),
    st.sampled_from(
        (
            "联系人：",
            "身份证号：",
            "护照E12345678",
            "闽A·12345",
            "闽AD12345",
            "0595-22345678",
            "（0595）2234567",
            "a.b@example.com",
            "示例县城关镇东村3组12号",
            "家住示例市东湖街道8号楼2单元401室",
            "地址：",
            "统一社会信用代码：",
            "账号",
            "元",
        )
    ),
)
texts = st.lists(fragments, max_size=14).map("".join)
