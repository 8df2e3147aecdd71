"""Files met safely: digests, whole-file writes, paths that stay inside the project."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from pathlib import Path
from typing import Any


def sha256_of_bytes(content: bytes) -> str:
    """Hexadecimal SHA-256 of the bytes."""
    return hashlib.sha256(content).hexdigest()


def sha256_of_file(path: Path) -> str:
    """Hexadecimal SHA-256 of the file's bytes, read in blocks so that a large file costs no memory."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def canonical_json(value: Any) -> str:
    """JSON with sorted keys and no spaces: one value, one text, so its digest can stand for it."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def readable_json(value: Any) -> str:
    """JSON for people and diffs: sorted keys, one item a line, a final newline."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def digest_of(value: Any) -> str:
    """Hexadecimal SHA-256 of a value's canonical JSON."""
    return sha256_of_bytes(canonical_json(value).encode())


def write_whole(path: Path, content: str | bytes) -> bool:
    """Write the file whole or not at all; return whether its bytes changed.

    A file that holds these bytes already is left alone, so that its time stamp tells nobody of a change.
    """
    data = content.encode() if isinstance(content, str) else content
    if path.is_file() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        # mkstemp makes a file only its owner can read; what we publish is for everyone.
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return True


def is_inside(path: Path, root: Path) -> bool:
    """Whether the path, links followed, stays below root."""
    return path.resolve().is_relative_to(root.resolve())
