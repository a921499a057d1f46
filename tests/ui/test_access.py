"""Every address says who may open it; what says nothing answers nobody."""

from collections.abc import Callable

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, include, path

from gongkai.core.models import Person
from gongkai.ui.access import declared, public, requires, unmarked
from tests.people import People


def unmarked_view(request: HttpRequest) -> HttpResponse:
    return HttpResponse("open to all by mistake")


@requires("assessment.view")
def guarded_view(request: HttpRequest) -> HttpResponse:
    return HttpResponse("scores")


@public
def open_view(request: HttpRequest) -> HttpResponse:
    return HttpResponse("hello")


urlpatterns: list[URLPattern | URLResolver] = [
    path("unmarked/", unmarked_view),
    path("guarded/", guarded_view),
    path("open/", open_view),
    path("gallery/", open_view, name="gallery"),
    path("language/<str:code>/", open_view, name="language"),
    path("text-size/<str:size>/", open_view, name="text-size"),
    path("", include("gongkai.config.urls")),
]


def test_every_address_of_the_product_declares_its_access() -> None:
    assert list(unmarked(get_resolver().url_patterns)) == []


def test_the_walk_names_an_address_that_declares_nothing() -> None:
    assert list(unmarked(urlpatterns)) == ["unmarked/"]


@pytest.mark.urls(__name__)
def test_an_unmarked_view_is_refused_before_it_runs() -> None:
    with pytest.raises(ImproperlyConfigured, match="declares no access"):
        Client().get("/unmarked/")


@pytest.mark.urls(__name__)
def test_a_public_view_is_open_to_any_address() -> None:
    assert Client(REMOTE_ADDR="203.0.113.7").get("/open/").content == b"hello"


@pytest.mark.urls(__name__)
def test_a_stranger_is_sent_to_sign_in_and_back() -> None:
    answer = Client().get("/guarded/?q=1")
    assert answer.status_code == 302
    assert answer["Location"] == "/office/login/?next=%2Fguarded%2F%3Fq%3D1"
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    ("came_from", "target"),
    [
        ("http://testserver/open/?page=2", "/office/login/?next=%2Fopen%2F%3Fpage%3D2"),
        ("https://evil.example/open/", "/office/login/"),
        ("", "/office/login/"),
    ],
)
def test_a_form_sent_too_late_leads_back_to_the_page_it_stood_on(
    came_from: str, target: str
) -> None:
    answer = Client().post("/guarded/", {"title": "通知"}, headers={"referer": came_from})
    assert answer["Location"] == target


@pytest.mark.urls(__name__)
def test_who_holds_the_permission_is_let_in(signed_in: Callable[..., Client]) -> None:
    assert signed_in("leader").get("/guarded/").content == b"scores"


@pytest.mark.urls(__name__)
def test_who_lacks_it_reads_why(signed_in: Callable[..., Client]) -> None:
    answer = signed_in("auditor").get("/guarded/")
    assert answer.status_code == 403
    assert "您没有“打开考核各页面”权限" in answer.content.decode()


@pytest.mark.urls(__name__)
def test_who_has_a_temporary_password_must_change_it_first(
    people: People, signed_in: Callable[..., Client]
) -> None:
    person = people("leader")
    client = signed_in(person)
    Person.objects.filter(pk=person.pk).update(must_change_password=True)
    assert client.get("/guarded/")["Location"] == "/office/account/password/?next=%2Fguarded%2F"
    assert client.get("/office/account/password/").status_code == 200


@pytest.mark.parametrize("name", ["", "assessment", ".view", "assessment."])
def test_a_permission_has_an_area_and_a_verb(name: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="must look like"):
        requires(name)


def test_a_mark_leaves_the_view_as_it_was() -> None:
    marked = declared(guarded_view)
    assert marked is not None
    assert marked.permission == "assessment.view"
    assert guarded_view(HttpRequest()).content == b"scores"
