"""What a worker can't do, kept by the kernel: no files but those given, no other process, no network, little memory.

rlimits hold everywhere. Landlock (Linux 5.13) is asked for and what it answered is told. Both are given up for good:
a process can't loosen them again.
"""

import ctypes
import os
import platform
import resource
import signal
import struct
from collections.abc import Sequence
from pathlib import Path

# <linux/prctl.h>
_PDEATHSIG, _DUMPABLE, _NO_NEW_PRIVS = 1, 4, 38
# <linux/landlock.h>; the three calls have the same numbers on every architecture.
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_VERSION_FLAG, _PATH_BENEATH = 1, 1
_READ_FILE = 1 << 2
_FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}  # how many rights over files each version knows
_NETWORK = 0b11  # bind and connect, from version 4
_SCOPES = 0b11  # abstract sockets and signals, from version 6

_libc = ctypes.CDLL(None, use_errno=True)


def lock(files: Sequence[Path], *, seconds: int, memory_mb: int) -> tuple[str, ...]:
    """Give up what answering a question over `files` does not need; say which locks of the kernel hold.

    `seconds` of processor time, all threads together; `memory_mb` of address space beyond what is mapped now.
    """
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_CPU, seconds)
    _limit(resource.RLIMIT_AS, _mapped() + memory_mb * 2**20)
    _prctl(_PDEATHSIG, signal.SIGKILL)
    _prctl(_DUMPABLE, 0)
    _prctl(_NO_NEW_PRIVS, 1)
    return ("rlimits", *(("landlock",) if _landlock(files) else ()))


def _limit(what: int, most: int) -> None:
    resource.setrlimit(what, (most, most))


def _mapped() -> int:
    """Bytes of address space in use now."""
    pages = Path("/proc/self/statm").read_text().split()[0]
    return int(pages) * resource.getpagesize()


def _prctl(option: int, value: int) -> None:
    if _libc.prctl(option, value, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "prctl")


def _landlock(files: Sequence[Path]) -> bool:
    """Only `files` may be opened, to be read; nothing else, nor any address of a network. False without Landlock."""
    if platform.system() != "Linux":
        return False
    version = _libc.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), _VERSION_FLAG)
    if version < 1:
        return False
    rights = (1 << _FILE_RIGHTS.get(version, 16)) - 1
    attributes = struct.pack("QQQ", rights, _NETWORK if version >= 4 else 0, _SCOPES if version >= 6 else 0)
    size = 24 if version >= 6 else 16 if version >= 4 else 8
    ruleset = _libc.syscall(_CREATE_RULESET, attributes, ctypes.c_size_t(size), 0)
    if ruleset < 0:
        return False
    held = all(_readable(ruleset, path) for path in files) and not _libc.syscall(_RESTRICT_SELF, ruleset, 0)
    os.close(ruleset)
    return held


def _readable(ruleset: int, path: Path) -> bool:
    target = os.open(path, os.O_PATH | os.O_CLOEXEC)
    rule = struct.pack("=Qi", _READ_FILE, target)
    added = not _libc.syscall(_ADD_RULE, ruleset, _PATH_BENEATH, rule, 0)
    os.close(target)
    return added
