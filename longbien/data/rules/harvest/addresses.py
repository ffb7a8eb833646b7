"""Which addresses of the net are somebody else's: what a source names must never lead into the hub's own machines."""

from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

# Addresses of IPv6 that carry one of IPv4 in their last 32 bits: mapped, compatible, translated, NAT64.
CARRIERS = tuple(map(ip_network, ("::ffff:0:0/96", "::/96", "::ffff:0:0:0/96", "64:ff9b::/96")))
PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True)
class Place:
    """Where to ask: the parts of an address, without a name or password in it."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def door(self) -> tuple[str, int]:
        return self.host, self.port


def place_of(address: str) -> Place:
    """ValueError for anything but plain http and https."""
    parts = urlsplit(address)
    if parts.scheme not in PORTS or not parts.hostname or parts.username is not None or parts.password is not None:
        raise ValueError("an address begins with http:// or https:// and names no user")
    if any(c.isspace() or ord(c) < 33 or ord(c) == 127 for c in address):
        raise ValueError("an address has no spaces")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Place(parts.scheme, parts.hostname, parts.port or PORTS[parts.scheme], path)


def is_outside(said: str) -> bool:
    """Whether an IP address is one of the public net: not this machine, its neighbours, or a group of many."""
    found = ip_address(said.partition("%")[0])
    for inner in _carried(found):
        if not inner.is_global or inner.is_multicast or inner.is_reserved or inner.is_unspecified:
            return False
    return True


def _carried(found: IPv4Address | IPv6Address) -> tuple[IPv4Address | IPv6Address, ...]:
    if isinstance(found, IPv4Address):
        return (found,)
    if any(found in one for one in CARRIERS):
        return (IPv4Address(int(found) & 0xFFFFFFFF),)
    if found.sixtofour:
        return (found.sixtofour,)
    return found.teredo or (found,)
