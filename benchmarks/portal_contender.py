"""The contender of ``benchmarks.portal``: the same pages rendered by Django for every request.

A small site of its own: one table in SQLite, one template, no sessions, no middleware; less than a
real site does. ``PORTAL_BENCH`` names the database. As a WSGI module for granian.
"""

import os
from typing import Any, ClassVar

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection, models
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

ROWS = 20_000
LISTED = 20

settings.configure(
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    SECRET_KEY="measured",
    DATABASES={
        "default": {"ENGINE": "django.db.backends.sqlite3", "NAME": os.environ["PORTAL_BENCH"]}
    },
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
    USE_TZ=True,
)
django.setup()


class Item(models.Model):
    """A published item."""

    title = models.CharField(max_length=200)
    number = models.CharField(max_length=50)
    unit = models.CharField(max_length=50)
    published = models.DateField(db_index=True)
    text = models.TextField()

    # The types of Django know the managers of installed applications only; this one is none.
    objects: "ClassVar[models.Manager[Item]]" = models.Manager()

    class Meta:
        app_label = "portal_contender"


FRAME = """<!DOCTYPE html><html lang="zh-Hans"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>{{ title }}</title>
<link rel="stylesheet" href="/static/gongkai.css"></head><body class="public">
<header><nav><ul>{% for name in navigation %}<li><a href="/{{ forloop.counter }}/">{{ name }}</a>
</li>{% endfor %}</ul></nav></header><main id="main"><h1>{{ title }}</h1>"""
ITEM = (
    FRAME
    + """<dl><dt>发文字号</dt><dd>{{ item.number }}</dd><dt>发布单位</dt>
<dd>{{ item.unit }}</dd><dt>发布日期</dt><dd>{{ item.published|date:"Y年n月j日" }}</dd></dl>
{{ item.text|linebreaks }}</main></body></html>"""
)
LIST = (
    FRAME
    + """<table><tbody>{% for item in items %}<tr><td><a href="/items/{{ item.pk }}/">
{{ item.title }}</a></td><td>{{ item.number }}</td><td>{{ item.unit }}</td>
<td>{{ item.published|date:"Y年n月j日" }}</td></tr>{% endfor %}</tbody></table>
<p>共 {{ total }} 条</p></main></body></html>"""
)
NAVIGATION = ["首页", "政策文件", "重点领域", "财政预决算", "依申请公开", "年度报告", "政民互动"]
django_engine = engines["django"]
TEMPLATES = {"item": django_engine.from_string(ITEM), "list": django_engine.from_string(LIST)}


def item(request: HttpRequest, number: int) -> HttpResponse:
    """One item."""
    found = Item.objects.get(pk=number)
    return _page(request, "item", title=found.title, item=found)


def listing(request: HttpRequest) -> HttpResponse:
    """The latest items, with the number of all."""
    items = Item.objects.order_by("-published", "-pk")[:LISTED]
    return _page(request, "list", title="政策文件", items=items, total=Item.objects.count())


def _page(request: HttpRequest, template: str, **context: Any) -> HttpResponse:
    html = TEMPLATES[template].render({"navigation": NAVIGATION, **context}, request)
    return HttpResponse(html)


def fill() -> None:
    """Make the table and its rows."""
    with connection.schema_editor() as editor:
        editor.create_model(Item)
    words = "为进一步推进政务公开，保障公民、法人和其他组织依法获取政府信息，现通知如下。"
    Item.objects.bulk_create(
        Item(
            title=f"示例县人民政府办公室关于第{number}号事项的通知",
            number=f"示政办发〔2026〕{number}号",
            unit=f"示例县第{number % 50}局",
            published=f"{2000 + number % 26}-{1 + number % 12:02}-{1 + number % 28:02}",
            text="\n\n".join(words * 3 for _ in range(12)),
        )
        for number in range(1, ROWS + 1)
    )


urlpatterns = [path("items/<int:number>/", item), path("list/", listing)]
application = WSGIHandler()

if __name__ == "__main__":
    fill()
