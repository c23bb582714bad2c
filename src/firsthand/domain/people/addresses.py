"""Where a request came from: the one address that whoever sent it could not make up."""

from __future__ import annotations

from ipaddress import IPv6Address, IPv6Network, ip_address

NETWORK = 64  # bits of an IPv6 address that one household or machine has to itself


def client_address(peer: str, forwarded: str, proxies: int) -> str:
    """The client's address: the peer's, or what the outermost of our own proxies wrote into X-Forwarded-For.

    Each proxy adds the address it was asked from at the end; what stands before our own proxies' entries was written
    by the client and is not believed.
    """
    hops = [hop.strip() for hop in forwarded.split(",") if hop.strip()]
    if proxies < 1 or not hops:
        return _cleaned(peer)
    return _cleaned(hops[-min(proxies, len(hops))]) or _cleaned(peer)


def network_of(address: str) -> str:
    """What counts as one place: an IPv4 address, or an IPv6 network of 64 bits; other text stays as it is."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if not isinstance(parsed, IPv6Address):
        return str(parsed)
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return str(IPv6Network((parsed, NETWORK), strict=False).network_address)


def _cleaned(address: str) -> str:
    """An address without the port and brackets that some proxies add; "" for what is none."""
    for candidate in (address, address.strip("[]"), address.rpartition(":")[0].strip("[]")):
        try:
            return str(ip_address(candidate))
        except ValueError:
            continue
    return ""
