"""Which hosts are this machine: for all others a user is told that the graph goes over a network unencrypted."""

from __future__ import annotations

import pytest

from cyberkg.remote import Server

QUERY = "http://{}:7878/query"


@pytest.mark.parametrize("host", ["localhost", "graph.localhost", "127.0.0.1", "127.9.9.9", "[::1]"])
def test_this_machine_is_no_network(host: str) -> None:
    assert not Server(QUERY.format(host)).exposed


@pytest.mark.parametrize(
    "host", ["evillocalhost", "localhost.evil.test", "128.0.0.1", "0.0.0.0", "[::2]", "example.org"]
)
def test_all_else_is_a_network(host: str) -> None:
    assert Server(QUERY.format(host)).exposed
    assert not Server(QUERY.format(host).replace("http:", "https:")).exposed
