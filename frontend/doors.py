"""Which line a guess comes by, for slowing it."""

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest


def door_of(request: HttpRequest) -> str:
    """Which line a guess comes by, for slowing and nothing else: it is kept as a keyed digest for a day.

    Behind a proxy, the address that the proxy itself saw. A line of IPv6 has a whole /64 of addresses.
    """
    text: str = request.META.get("REMOTE_ADDR", "")
    if settings.SECURE_PROXY_SSL_HEADER:
        text = request.headers.get("X-Forwarded-For", text).rsplit(",", 1)[-1].strip()
    try:
        address = ip_address(text)
    except ValueError:
        return ""
    if isinstance(address, IPv6Address):
        return str(ip_network((address, 64), strict=False))
    return str(address)
