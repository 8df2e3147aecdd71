"""No network for notebooks: a hook on Python's audit events refuses name look-ups and connections off this machine."""

from __future__ import annotations

import ipaddress
import socket
import sys
from typing import Any


class NetworkRefusedError(RuntimeError):
    """A cell asked for the network; the message says what it asked for and what to do instead."""


def install_guard() -> None:
    """Refuse, from now on and for the life of this process, all network use but Unix sockets and loopback."""
    sys.addaudithook(_refuse_network)


def _refuse_network(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "socket.getaddrinfo":
        host = arguments[0]
        if not _is_local_name(host):
            raise NetworkRefusedError(_message(f"the address of {host!r}"))
    elif event in {"socket.gethostbyname", "socket.gethostbyaddr"}:
        if not _is_local_name(arguments[0]):
            raise NetworkRefusedError(_message(f"the address of {arguments[0]!r}"))
    elif event == "socket.getnameinfo":
        if not _is_loopback(arguments[0][0]):
            raise NetworkRefusedError(_message(f"the name of {arguments[0][0]!r}"))
    elif event in {"socket.connect", "socket.sendto", "socket.sendmsg"}:
        connection, address = arguments
        if connection.family == getattr(socket, "AF_UNIX", None) or address is None:
            return  # without an address, the connection was judged when it was made
        host = address[0] if isinstance(address, tuple) and address else address
        if not _is_loopback(host):
            raise NetworkRefusedError(_message(f"a connection to {host!r}"))


def _message(what: str) -> str:
    return f"the cell asked the network for {what}. Notebooks run without network: bring the data in with `lisbook data import`."


def _is_local_name(host: object) -> bool:
    return host in (None, "", b"", "localhost", b"localhost") or _is_loopback(host)


def _is_loopback(host: object) -> bool:
    text = host.decode("ascii", "replace") if isinstance(host, bytes) else str(host)
    try:
        return ipaddress.ip_address(text).is_loopback
    except ValueError:
        return text == "localhost"
