"""The addresses of the product, and one of the office that breaks."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from gongkai.config.urls import handler500 as handler500
from gongkai.config.urls import urlpatterns as usual
from gongkai.ui.access import requires


@requires("desk.view")
def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("broken on purpose")


urlpatterns = [path("office/broken/", broken), *usual]
