"""Every address says who may open it; what says nothing answers nobody."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import get_resolver, path

from gongkai.ui.access import declared, from_this_machine, public, requires, unmarked


def unmarked_view(request: HttpRequest) -> HttpResponse:
    return HttpResponse("open to all by mistake")


@requires("assessment.view")
def guarded_view(request: HttpRequest) -> HttpResponse:
    return HttpResponse("scores")


@public
def open_view(request: HttpRequest) -> HttpResponse:
    return HttpResponse("hello")


urlpatterns = [
    path("unmarked/", unmarked_view),
    path("guarded/", guarded_view),
    path("open/", open_view),
    path("gallery/", open_view, name="gallery"),
    path("language/<str:code>/", open_view, name="language"),
    path("text-size/<str:size>/", open_view, name="text-size"),
]


def test_every_address_of_the_product_declares_its_access() -> None:
    assert list(unmarked(get_resolver().url_patterns)) == []


def test_the_walk_names_an_address_that_declares_nothing() -> None:
    assert list(unmarked(list(urlpatterns))) == ["unmarked/"]


@pytest.mark.urls(__name__)
def test_an_unmarked_view_is_refused_before_it_runs() -> None:
    with pytest.raises(ImproperlyConfigured, match="declares no access"):
        Client().get("/unmarked/")


@pytest.mark.urls(__name__)
def test_a_public_view_is_open_to_any_address() -> None:
    assert Client(REMOTE_ADDR="203.0.113.7").get("/open/").content == b"hello"


@pytest.mark.urls(__name__)
def test_a_guarded_view_opens_on_the_machine_itself() -> None:
    assert Client(REMOTE_ADDR="127.0.0.1").get("/guarded/").content == b"scores"


@pytest.mark.parametrize(
    "meta",
    [
        {"REMOTE_ADDR": "203.0.113.7"},
        {"REMOTE_ADDR": ""},
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "203.0.113.7"},
        {"REMOTE_ADDR": "::1", "HTTP_FORWARDED": "for=203.0.113.7"},
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_REAL_IP": "203.0.113.7"},
    ],
)
def test_without_accounts_nobody_elsewhere_is_let_in(meta: dict[str, str]) -> None:
    request = RequestFactory().get("/")
    request.META.update(meta)
    decision = from_this_machine(request, "assessment.view")
    assert not decision.allowed
    assert "assessment.view" in decision.reason


@pytest.mark.parametrize("name", ["", "assessment", ".view", "assessment."])
def test_a_permission_has_an_area_and_a_verb(name: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="must look like"):
        requires(name)


def test_a_mark_leaves_the_view_as_it_was() -> None:
    marked = declared(guarded_view)
    assert marked is not None
    assert marked.permission == "assessment.view"
    assert guarded_view(HttpRequest()).content == b"scores"


@pytest.mark.parametrize(
    "header",
    [
        "HTTP_X_FORWARDED_FOR",
        "HTTP_X_FORWARDED_HOST",
        "HTTP_X_FORWARDED_PROTO",
        "HTTP_FORWARDED",
        "HTTP_VIA",
        "HTTP_X_REAL_IP",
        "HTTP_CF_CONNECTING_IP",
        "HTTP_TRUE_CLIENT_IP",
        "HTTP_X_CLIENT_IP",
    ],
)
def test_a_request_that_came_through_a_proxy_is_not_from_this_machine(header: str) -> None:
    request = RequestFactory().get("/")
    request.META[header] = "198.51.100.7"
    assert not from_this_machine(request, "assessment.view").allowed
