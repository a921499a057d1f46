"""Headers, static files and the key of an installation."""

import os
import re
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpResponse
from django.test import Client

import gongkai
from gongkai.config.security import secret_key
from gongkai.ui.storage import HashedStaticFilesStorage
from tests.shown import forms_without_token

PACKAGE = Path(gongkai.__file__).parent
TEMPLATES = sorted(PACKAGE.rglob("templates/**/*.html"))


def test_every_page_carries_the_security_headers() -> None:
    headers = Client().get("/gallery/").headers
    policy = headers["Content-Security-Policy"]
    assert "script-src 'self';" in policy
    assert "style-src 'self';" in policy
    assert "unsafe" not in policy
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_a_refused_page_carries_them_too() -> None:
    assert "Content-Security-Policy" in Client().get("/nowhere/").headers


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_holds_an_inline_script_style_or_handler(path: Path) -> None:
    source = re.sub(r"\{#.*?#\}|\{%.*?%\}", "", path.read_text(encoding="utf-8"))
    assert re.findall(r"<style|\sstyle=|\son[a-z]+=|javascript:", source) == []
    # Linked data is no script: browsers never run it, and it is escaped by its maker.
    tags = [t for t in re.findall(r"<script[^>]*>", source) if "application/ld+json" not in t]
    assert all("src=" in tag for tag in tags)
    assert "|safe" not in source
    assert "autoescape" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_form_of_a_template_that_posts_begins_with_its_token(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    forms = re.findall(r"<form\b[^>]*method=[^>]*>\s*", source)
    posting = [one for one in forms if 'method="get"' not in one]
    begun = re.findall(r"<form\b[^>]*method=[^>]*>\s*\{% csrf_token %\}", source)
    assert len(begun) == len(posting)


@pytest.mark.django_db
def test_a_form_is_taken_with_its_token_and_refused_without() -> None:
    client = Client(enforce_csrf_checks=True)
    page = client.get("/office/login/").content.decode()
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert found is not None
    assert client.post("/office/login/").status_code == 403
    assert client.post("/office/login/", {"csrfmiddlewaretoken": found[1]}).status_code != 403


def test_a_page_with_a_form_without_its_token_is_noticed() -> None:
    form = '<form class="flow" method="post"><button>退回</button></form>'
    whole = form.replace("<button>", '<input name="csrfmiddlewaretoken" value="x"><button>')
    assert forms_without_token(HttpResponse(whole + form)) == [form]
    assert forms_without_token(HttpResponse(whole + '<form method="get"></form>')) == []
    assert forms_without_token(HttpResponse(form, content_type="text/plain")) == []


def test_a_stranger_s_host_name_is_refused() -> None:
    assert Client().get("/gallery/", headers={"host": "evil.example"}).status_code == 400


def test_static_files_have_their_hash_in_the_name_and_never_change() -> None:
    address = staticfiles_storage.url("ui/dist/gongkai.css")
    assert re.fullmatch(r"/static/ui/dist/gongkai\.[0-9a-f]{12}\.css", address)
    response = Client().get(address, headers={"accept-encoding": "gzip"})
    assert response.status_code == 200
    assert "immutable" in response.headers["Cache-Control"]
    assert response.headers["Content-Encoding"] == "gzip"


def test_before_the_first_build_pages_name_the_plain_file(tmp_path: Path) -> None:
    storage = HashedStaticFilesStorage()
    storage.manifest_path = tmp_path / "manifest.json"
    assert storage.url("ui/dist/gongkai.css") == "/static/ui/dist/gongkai.css"


def test_a_new_build_is_seen_without_a_restart(tmp_path: Path) -> None:
    storage = HashedStaticFilesStorage()
    storage.manifest_path = tmp_path / "manifest.json"
    for time, name in enumerate(["gongkai.111111111111.css", "gongkai.222222222222.css"]):
        storage.manifest_path.write_text(f'{{"gongkai.css": "{name}"}}', encoding="utf-8")
        os.utime(storage.manifest_path, ns=(time, time))
        assert storage.url("ui/dist/gongkai.css").endswith(name)


def test_the_key_is_made_once_and_kept_for_its_owner(tmp_path: Path) -> None:
    folder = tmp_path / "var"
    key = secret_key(folder)
    assert len(key) >= 50
    assert secret_key(folder) == key
    assert stat.S_IMODE((folder / "secret_key").stat().st_mode) == 0o600
    assert [file.name for file in folder.iterdir()] == ["secret_key"]


def test_two_installations_have_different_keys(tmp_path: Path) -> None:
    assert secret_key(tmp_path / "a") != secret_key(tmp_path / "b")


def test_starting_many_times_at_once_makes_one_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: secret_key(tmp_path), range(32)))
    assert len(keys) == 1
