"""Accounts, passwords, sessions and the second factor."""

from datetime import date, timedelta

import pyotp
import pytest
from django.core.exceptions import PermissionDenied

from gongkai.core.access import Viewer, viewer_of
from gongkai.core.actions import Refused
from gongkai.core.actions import people as accounts
from gongkai.core.actions.passwords import change_own_password, temporary_password
from gongkai.core.actions.second_factor import (
    drop_own,
    enrol,
    fitting_step,
    new_secret,
    remove_of,
    use_code,
)
from gongkai.core.actions.sessions import (
    end_other_sessions,
    end_own_session,
    end_sessions_of,
    note_refusal,
    start_session,
)
from gongkai.core.models import Event, Person, SignIn
from tests.people import NOW, PASSWORD, SYSTEM, People


def kept() -> str:
    """Everything the events hold, as text."""
    return "\n".join(
        f"{e.verb} {e.object_title} {e.actor_name} {e.data}" for e in Event.objects.all()
    )


def test_a_new_account_has_a_temporary_password_that_stands_nowhere(people: People) -> None:
    opened = accounts.create_person(
        "lisi", name="李四", unit_id=people.unit("caizheng").pk, by=SYSTEM
    )
    assert opened.person.check_password(opened.password)
    assert opened.person.must_change_password
    assert opened.person.password.startswith("argon2$argon2id$")
    assert opened.password not in kept()


@pytest.mark.parametrize(
    ("about", "field"),
    [
        ({"username": "Zhang San"}, "username"),
        ({"username": "张三"}, "username"),
        ({"username": "u001"}, "username"),
        ({"name": ""}, "name"),
        ({"email": "nowhere"}, "email"),
    ],
)
def test_an_account_that_makes_no_sense_is_refused(
    people: People, about: dict[str, str], field: str
) -> None:
    people(username="u001")
    given = {"username": "lisi", "name": "李四", **about}
    with pytest.raises(Refused) as refused:
        accounts.create_person(unit_id=people.unit().pk, by=SYSTEM, **given)  # type: ignore[arg-type]
    assert refused.value.field == field


def test_a_changed_name_is_told_without_what_it_was(people: People) -> None:
    person = people(name="张三")
    accounts.edit_person(person.pk, name="张叁", phone="13800000000", email="", by=SYSTEM)
    assert "13800000000" not in kept()
    assert Event.objects.latest("number").data == {"fields": ["姓名", "电话"]}


def test_roles_end_where_a_person_is_moved(people: People) -> None:
    person = people("clerk", unit="caizheng")
    count = accounts.move_person(person.pk, unit_id=people.unit("minzheng").pk, by=SYSTEM)
    assert count == 1
    person.refresh_from_db()
    assert not viewer_of(person, NOW).may("disclosure.write")
    assert person.assignments.get().until == date(2026, 3, 2)


def test_a_closed_account_loses_its_sessions_and_opens_again(people: People) -> None:
    person = people("clerk", password=PASSWORD)
    start_session(person.pk, key="k1", agent="", by=viewer_of(person, NOW))
    accounts.close_person(person.pk, by=SYSTEM)
    assert SignIn.objects.get().ended_at == NOW
    accounts.reopen_person(person.pk, by=SYSTEM)
    person.refresh_from_db()
    assert person.is_active


def test_nobody_closes_their_own_account_nor_the_last_of_a_duty(people: People) -> None:
    admin = people("system_admin")
    by = viewer_of(admin, NOW)
    with pytest.raises(Refused, match="自己"):
        accounts.close_person(admin.pk, by=by)
    auditor = people("auditor", name="李四")
    with pytest.raises(Refused, match="最后一名审计管理"):
        accounts.close_person(auditor.pk, by=by)
    with pytest.raises(Refused, match="最后一名审计管理"):
        accounts.move_person(auditor.pk, unit_id=people.unit("caizheng").pk, by=by)


def test_who_resets_passwords_cannot_become_the_auditor(people: People) -> None:
    by = people.viewer("system_admin")
    auditor = people("auditor", name="李四")
    with pytest.raises(Refused, match="动态口令"):
        accounts.reset_password(auditor.pk, by=by)
    Person.objects.filter(pk=auditor.pk).update(totp_secret=new_secret())
    accounts.reset_password(auditor.pk, by=by)
    with pytest.raises(PermissionDenied):
        remove_of(auditor.pk, by=by)  # the second factor is the security administrator's


def test_a_reset_password_is_new_and_ends_the_sessions(people: People) -> None:
    person = people("clerk", password=PASSWORD)
    start_session(person.pk, key="k1", agent="", by=viewer_of(person, NOW))
    temporary = accounts.reset_password(person.pk, by=people.viewer("system_admin", name="李四"))
    person.refresh_from_db()
    assert person.check_password(temporary)
    assert person.must_change_password
    assert SignIn.objects.get().ended_at is not None
    assert temporary not in kept()


def test_temporary_passwords_fit_the_rules_and_differ(people: People) -> None:
    drawn = {temporary_password() for _n in range(50)}
    assert len(drawn) == 50
    assert not set("".join(drawn)) & set("lIOo01")


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("Ab-1", "10"),
        ("abcdefghijklm", "三种"),
        ("Zhangsan-1", "相似"),
        ("Password123", "常见"),
        (PASSWORD, "不能与原密码相同"),
    ],
)
def test_a_weak_password_is_refused_with_the_reason(
    people: People, password: str, words: str
) -> None:
    person = people(username="zhangsan", password=PASSWORD)
    with pytest.raises(Refused, match=words) as refused:
        change_own_password(password, key="k", by=viewer_of(person, NOW))
    assert refused.value.field == "new"


def test_a_changed_password_ends_the_other_sessions(people: People) -> None:
    person = people(password=PASSWORD)
    by = viewer_of(person, NOW)
    for key in ("here", "there"):
        start_session(person.pk, key=key, agent="", by=by)
    change_own_password("Xin-Mima-2026", key="here", by=by)
    ended = dict(SignIn.objects.values_list("session_key", "ended_at"))
    assert ended == {"here": None, "there": NOW}


def test_one_ends_one_s_own_sessions_and_the_security_administrator_those_of_others(
    people: People,
) -> None:
    person, other = people("clerk"), people("clerk", name="李四")
    for key, who in (("a", person), ("b", person), ("c", other)):
        start_session(who.pk, key=key, agent="", by=viewer_of(who, NOW))
    by = viewer_of(person, NOW)
    assert end_own_session(SignIn.objects.get(session_key="c").pk, by=by) == 0
    assert end_other_sessions("a", by=by) == 1
    with pytest.raises(PermissionDenied):
        end_sessions_of(other.pk, by=by)
    assert end_sessions_of(other.pk, by=people.viewer("security_admin", name="王五")) == 1
    assert SignIn.objects.filter(ended_at=None).count() == 1


def test_a_refused_sign_in_keeps_no_unknown_name_and_no_password(people: People) -> None:
    people("clerk", username="zhangsan")
    stranger = Viewer(NOW, address="192.0.2.7")
    note_refusal("zhangsan", "用户名或密码不对", by=stranger)
    note_refusal("my-secret-password", "用户名或密码不对", by=stranger)
    known, unknown = Event.objects.order_by("number")
    assert (known.object_title, known.address, known.actor_name) == ("张三", "192.0.2.7", "")
    assert (unknown.object_title, unknown.object_id, unknown.data["known"]) == ("", "", False)
    assert "my-secret-password" not in kept()


# --- the second factor --------------------------------------------------------------------------


@pytest.fixture
def secret() -> str:
    return new_secret()


def code(secret: str, seconds: int = 0) -> str:
    return pyotp.TOTP(secret).at(NOW + timedelta(seconds=seconds))


def test_a_code_counts_once(people: People, secret: str) -> None:
    person = people()
    by = viewer_of(person, NOW)
    with pytest.raises(Refused, match="6位数字"):
        enrol(secret, "000000" if code(secret) != "000000" else "111111", by=by)
    enrol(secret, code(secret), by=by)
    assert not use_code(person.pk, code(secret), by=by)
    assert use_code(person.pk, code(secret, 30), by=by)
    assert not use_code(person.pk, code(secret, 30), by=by)
    assert not use_code(person.pk, code(secret), by=by)


@pytest.mark.parametrize(("late", "fits"), [(-60, False), (-30, True), (30, True), (60, False)])
def test_a_phone_s_clock_may_be_half_a_minute_off(secret: str, late: int, fits: bool) -> None:
    assert (fitting_step(secret, code(secret, late), NOW, 0) is not None) is fits


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "１２３４５６", "abcdef", "12 34"])
def test_what_is_no_code_never_fits(secret: str, typed: str) -> None:
    assert fitting_step(secret, typed, NOW, 0) is None


def test_spaces_in_a_code_do_not_matter(secret: str) -> None:
    digits = code(secret)
    assert fitting_step(secret, f" {digits[:3]} {digits[3:]} ", NOW, 0) is not None


def test_one_turns_it_off_with_a_code_and_the_security_administrator_without(
    people: People, secret: str
) -> None:
    person = people("clerk")
    by = viewer_of(person, NOW)
    enrol(secret, code(secret), by=by)
    with pytest.raises(Refused, match="已用过"):
        drop_own(code(secret), by=by)
    drop_own(code(secret, 30), by=by)
    enrol(secret, code(secret), by=by)
    remove_of(person.pk, by=people.viewer("security_admin", name="王五"))
    person.refresh_from_db()
    assert person.totp_secret == ""
    assert secret not in kept()
