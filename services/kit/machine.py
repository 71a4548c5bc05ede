"""How much memory this machine, or the container in it, has, and how many cores."""

import os
from pathlib import Path

_LIMITS = ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes")
"""Where Linux says what a container may use: cgroups of version 2, of version 1."""


def memory_bytes(limits: tuple[str, ...] = _LIMITS) -> int:
    """Of the machine, or what its container may use if that is less."""
    found = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    for file in limits:
        try:
            text = Path(file).read_text().strip()
        except OSError:
            continue
        if text.isdecimal():  # "max": no limit
            found = min(found, int(text))
    return found


def cores() -> int:
    """How many cores this process may run on."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
