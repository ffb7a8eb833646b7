"""The limits that a process which looks at what strangers wrote puts on itself (`confined`).

It imports next to nothing: a letter is set in less time than `subprocess` and `dataclasses` take to load.
"""

import os
import resource

MEMORY_BYTES = 1_500_000_000


def confine(*, cpu_seconds: int) -> None:
    """From here on little memory, no files written, no core, an end to its time."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, cpu_seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    os.umask(0o077)
