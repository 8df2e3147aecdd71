"""The Python kernel of our runs: ipykernel's, started behind the network guard. `python -m lisbook.notebooks.kernel -f FILE`."""

from __future__ import annotations

import sys

from lisbook.notebooks.guard import install_guard


def main() -> None:
    """Install the guard, then hand over to ipykernel."""
    # Where this package is installed, jsonschema imports it to check the format of international addresses, and it builds a
    # parser that takes 1.4 seconds, half the cost of a kernel. No schema that notebooks meet has such addresses.
    sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]
    from ipykernel.kernelapp import launch_new_instance

    install_guard()
    # A run that is stopped interrupts its kernel, which would say so in the middle of our own report.
    launch_new_instance([*sys.argv[1:], "--log-level=CRITICAL"])


if __name__ == "__main__":
    main()
