"""The network guard, in a process of its own, since it cannot be taken off."""

from __future__ import annotations

import subprocess
import sys

import pytest

START = """
import socket, sys
from lisbook.notebooks.guard import NetworkRefusedError, install_guard
install_guard()
"""


def behind_the_guard(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", START + code], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode in {0, 1}, done.stderr
    return done.stdout + done.stderr


@pytest.mark.parametrize(
    ("code", "asked"),
    [
        ("socket.getaddrinfo('example.org', 80)", "the address of 'example.org'"),
        ("socket.gethostbyname('example.org')", "the address of 'example.org'"),
        ("socket.gethostbyaddr('192.0.2.1')", "the address of '192.0.2.1'"),
        ("socket.create_connection(('192.0.2.1', 80), timeout=1)", "the address of '192.0.2.1'"),
        ("socket.socket().connect(('192.0.2.1', 80))", "a connection to '192.0.2.1'"),
        ("socket.socket().connect_ex(('192.0.2.1', 80))", "a connection to '192.0.2.1'"),
        ("socket.socket(socket.AF_INET6).connect(('2001:db8::1', 80))", "a connection to '2001:db8::1'"),
        ("socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.1', 53))", "a connection to '192.0.2.1'"),
        (
            "socket.socket(type=socket.SOCK_DGRAM).sendmsg([b'x'], [], 0, ('192.0.2.1', 53))",
            "a connection to '192.0.2.1'",
        ),
        ("socket.getnameinfo(('192.0.2.1', 80), 0)", "the name of '192.0.2.1'"),
        ("import urllib.request; urllib.request.urlopen('https://example.org/')", "the address of 'example.org'"),
        ("import asyncio; asyncio.run(asyncio.open_connection('example.org', 80))", "the address of 'example.org'"),
        ("import pandas; pandas.read_csv('https://example.org/x.csv')", "the address of 'example.org'"),
    ],
)
def test_names_and_addresses_off_this_machine_are_refused(code, asked):
    said = behind_the_guard(code)
    assert f"NetworkRefusedError: the cell asked the network for {asked}." in said


def test_loopback_and_unix_sockets_work():
    said = behind_the_guard(
        """
import tempfile, os
server = socket.socket(); server.bind(("127.0.0.1", 0)); server.listen()
socket.create_connection(server.getsockname()).close()
socket.getaddrinfo("localhost", 80)
path = os.path.join(tempfile.mkdtemp(), "s")
unix = socket.socket(socket.AF_UNIX); unix.bind(path); unix.listen()
socket.socket(socket.AF_UNIX).connect(path)
print("works")
"""
    )
    assert said.endswith("works\n")
