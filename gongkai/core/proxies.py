"""Who asks, where a proxy stands in front: its headers are believed, nobody else's.

Anybody can write ``X-Forwarded-For``. Of what a proxy of ours hands on, only the last entry it did
not write about another proxy of ours is true; the rest is what the asker sent.
"""

from collections.abc import Callable
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

GetResponse = Callable[[HttpRequest], HttpResponseBase]


def behind_proxies(get_response: GetResponse) -> GetResponse:
    """Put the true address into ``REMOTE_ADDR``; headers of strangers are taken away.

    ``settings.PROXIES`` lists addresses and networks of our own proxies.
    """
    networks = [ip_network(one, strict=False) for one in settings.PROXIES]

    def is_ours(address: str) -> bool:
        try:
            found = ip_address(address)
        except ValueError:
            return False
        return any(found in network for network in networks)

    def middleware(request: HttpRequest) -> HttpResponseBase:
        about = request.META
        named = str(about.pop("HTTP_X_FORWARDED_FOR", ""))
        if is_ours(about.get("REMOTE_ADDR", "")):
            about["REMOTE_ADDR"] = _asker(named, is_ours) or about["REMOTE_ADDR"]
        else:
            about.pop("HTTP_X_FORWARDED_PROTO", None)
        return get_response(request)

    return middleware


def _asker(named: str, is_ours: Callable[[str], bool]) -> str:
    """Return the address nearest to us that is no proxy of ours; empty where none is named."""
    for one in reversed([part.strip() for part in named.split(",")]):
        try:
            address = str(ip_address(one))
        except ValueError:
            return ""
        if not is_ours(address):
            return address
    return ""
