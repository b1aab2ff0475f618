"""Files that are only ever added to: a line at a time, on the disk before anybody goes on."""

import fcntl
import os
from pathlib import Path


def append_line(path: Path, line: str) -> None:
    """Add a line that is on the disk when this returns; a line that broke off before stays apart from it.

    Raises OSError when it can't be written.
    """
    new = not path.exists()
    with path.open("a+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        end = file.seek(0, os.SEEK_END)
        broke_off = False
        if end:
            file.seek(end - 1)
            broke_off = file.read(1) != b"\n"
        file.write((b"\n" if broke_off else b"") + line.encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
    if new:
        _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """The name of a new file is in its folder: that too must be on the disk."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
