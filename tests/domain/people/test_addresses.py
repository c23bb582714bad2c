from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.domain.people.addresses import client_address, network_of


@pytest.mark.parametrize(
    ("peer", "forwarded", "proxies", "address"),
    [
        ("203.0.113.9", "", 0, "203.0.113.9"),
        ("203.0.113.9", "198.51.100.1", 0, "203.0.113.9"),  # no proxy of ours: the header is made up
        ("10.0.0.2", "198.51.100.1", 1, "198.51.100.1"),
        ("10.0.0.2", "1.2.3.4, 198.51.100.1", 1, "198.51.100.1"),  # the client wrote the first one itself
        ("10.0.0.2", "1.2.3.4, 198.51.100.1, 10.0.0.9", 2, "198.51.100.1"),
        ("10.0.0.2", "198.51.100.1", 2, "198.51.100.1"),
        ("10.0.0.2", "", 1, "10.0.0.2"),
        ("10.0.0.2", "198.51.100.1:4711", 1, "198.51.100.1"),
        ("10.0.0.2", "[2001:db8::1]:4711", 1, "2001:db8::1"),
        ("10.0.0.2", "nonsense", 1, "10.0.0.2"),
        ("", "", 0, ""),
    ],
)
def test_only_what_our_own_proxies_wrote_is_believed(peer: str, forwarded: str, proxies: int, address: str) -> None:
    assert client_address(peer, forwarded, proxies) == address


@given(st.text(alphabet="0123456789abcdef.:, ", max_size=60))
def test_whatever_a_client_sends_the_address_behind_one_proxy_is_the_one_that_the_proxy_saw(made_up: str) -> None:
    assert client_address("10.0.0.2", f"{made_up},198.51.100.7", 1) == "198.51.100.7"


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::"),
        ("2001:db8:1:2:bbbb::9", "2001:db8:1:2::"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("", ""),
    ],
)
def test_one_household_s_ipv6_addresses_are_one_place(address: str, network: str) -> None:
    assert network_of(address) == network
