"""What Papermill finds by our entry point: the engine, imported when it is first used.

Papermill loads all entry points while it is itself being imported, and the engine imports Papermill.
"""

from __future__ import annotations

from typing import Any


class _EngineOnDemand:
    """Stands for the engine class: whatever is asked of it is asked of the class."""

    def __getattr__(self, name: str) -> Any:
        from lisbook.notebooks.engine import KernelEngine

        return getattr(KernelEngine, name)


kernel_engine = _EngineOnDemand()
