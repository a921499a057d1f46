"""Whom a webhook may reach: the outside, and hosts the administrator has named."""

import socket
from ipaddress import ip_address
from urllib.parse import urlsplit

from django.conf import settings

from gongkai.disclosure.channels.values import DeliveryError


def refuse_inner(address: str) -> None:
    """Refuse an address that leads into this network, whatever name it goes under.

    Raises:
        DeliveryError: not https, not resolvable, or a private address that is not allowed.
    """
    parts = urlsplit(address)
    host = (parts.hostname or "").lower()
    if host in settings.WEBHOOK_HOSTS:
        return
    if parts.scheme != "https":
        raise DeliveryError("接口地址须以 https:// 开头；内网地址请由系统管理员列入允许的主机")
    try:
        found = {entry[4][0] for entry in socket.getaddrinfo(host, parts.port or 443)}
    except OSError as error:
        raise DeliveryError(f"查不到主机 {host}") from error
    if not all(ip_address(one).is_global for one in found):
        raise DeliveryError(f"{host} 是内部网络的地址；需要时请由系统管理员列入允许的主机")
