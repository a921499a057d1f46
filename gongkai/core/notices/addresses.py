"""Where a webhook may lead: to the internet over HTTPS, or to a host the operator has named.

Whoever may enter an address must not be able to make the server ask its own network (SSRF). The
name is resolved once, every address it has is checked, and the connection is made to the checked
address itself, so that a name cannot change its meaning in between.
"""

import ipaddress
import socket
from dataclasses import dataclass
from typing import Final
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.utils.translation import gettext

_PORTS: Final = {"https": 443, "http": 80}


class ForbiddenAddressError(ValueError):
    """An address a webhook may not lead to; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Target:
    """A checked address: how to connect, and what to ask for."""

    scheme: str
    host: str
    port: int
    address: str
    path: str


def _parts(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        raise ForbiddenAddressError(gettext("地址写法不对，应形如 https://example.cn/…")) from None
    if any(ord(sign) <= 32 or ord(sign) == 127 for sign in url):
        raise ForbiddenAddressError(gettext("地址里有空格或换行，请重新复制。"))
    if parts.scheme not in _PORTS or not parts.hostname:
        raise ForbiddenAddressError(gettext("地址写法不对，应形如 https://example.cn/…"))
    if parts.username or parts.password:
        raise ForbiddenAddressError(gettext("地址里不能写用户名和密码，请用签名密钥。"))
    return parts


def _named(host: str) -> bool:
    return host.lower() in settings.WEBHOOK_HOSTS


def check(url: str) -> None:
    """Check what can be told without asking the network.

    Raises:
        ForbiddenAddressError: the message says why.
    """
    parts = _parts(url)
    host = parts.hostname or ""
    literal = _literal(host)
    if parts.scheme == "http" and not _named(host):
        raise ForbiddenAddressError(
            gettext("地址须以 https:// 开头；政务内网的主机请系统管理员加入允许名单。")
        )
    if literal is not None and not literal.is_global and not _named(host):
        raise _inner(host)


def _inner(host: str) -> ForbiddenAddressError:
    return ForbiddenAddressError(
        gettext(
            "%(host)s 在内部网络，不能作为通知地址；确需使用的，请系统管理员在 "
            "GONGKAI_WEBHOOK_HOSTS 中加入这个主机。"
        )
        % {"host": host}
    )


def _literal(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def resolve(url: str) -> Target:
    """Check an address, resolve its host and check what it resolves to.

    Raises:
        ForbiddenAddressError: it may not be asked.
        OSError: the name does not resolve.
    """
    check(url)
    parts = _parts(url)
    host, scheme = parts.hostname or "", parts.scheme
    port = parts.port or _PORTS[scheme]
    found = [info[4][0] for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    addresses = [str(one) for one in found]
    if not _named(host) and not all(_is_public(one) for one in addresses):
        raise _inner(host)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(scheme, host, port, addresses[0], path)


def _is_public(address: str) -> bool:
    """Whether an address is of the open internet; one inside another (NAT64, 6to4) is looked at."""
    one = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(one, ipaddress.IPv6Address):
        inner = one.ipv4_mapped or one.sixtofour
        if inner is not None and not inner.is_global:
            return False
        if one in ipaddress.ip_network("64:ff9b::/96"):
            return ipaddress.IPv4Address(int(one) & 0xFFFFFFFF).is_global
    return one.is_global and not one.is_multicast
