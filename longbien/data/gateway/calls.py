"""Calls to the kernel that a worker may not make: no other program, process or network. A filter of seccomp (BPF).

What is not asked for here is allowed: Landlock holds the files. Numbers are those of the two architectures on which
the house is run; elsewhere there is no filter, and the answer says so.
"""

import ctypes
import errno
import platform
import struct

_libc = ctypes.CDLL(None, use_errno=True)
_SET_SECCOMP, _FILTER = 22, 2
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16
_ALLOW, _REFUSE, _UNKNOWN = 0x7FFF0000, 0x00050000 | errno.EPERM, 0x00050000 | errno.ENOSYS
_THREAD = 0x00010000
_OTHER_ABI = 0x40000000
_CLONE3 = 435

_SYSTEMS = {
    "x86_64": (0xC000003E, 56),
    "aarch64": (0xC00000B7, 220),
}
"""The architecture as the kernel names it, and the number of `clone`."""
_REFUSED = {
    "x86_64": {
        "socket": 41, "connect": 42, "bind": 49, "fork": 57, "vfork": 58, "execve": 59, "kill": 62, "ptrace": 101,
        "mount": 165, "umount2": 166, "add_key": 248, "keyctl": 250, "perf_event_open": 298, "open_by_handle_at": 304,
        "process_vm_readv": 310, "process_vm_writev": 311, "bpf": 321, "execveat": 322, "userfaultfd": 323,
        "io_uring_setup": 425, "pidfd_getfd": 438,
    },
    "aarch64": {
        "socket": 198, "connect": 203, "bind": 200, "execve": 221, "kill": 129, "ptrace": 117,
        "mount": 40, "umount2": 39, "add_key": 217, "keyctl": 219, "perf_event_open": 241, "open_by_handle_at": 265,
        "process_vm_readv": 270, "process_vm_writev": 271, "bpf": 280, "execveat": 281, "userfaultfd": 282,
        "io_uring_setup": 425, "pidfd_getfd": 438,
    },
}  # fmt: skip


def refuse_calls() -> bool:
    """From here on only threads of this process can be started, nothing else run or reached. False where it can't be.

    No new privileges must have been given up before. `clone3` is said not to exist: its flags can't be looked at, and
    the C library then asks for a thread by `clone`.
    """
    machine = platform.machine()
    if platform.system() != "Linux" or machine not in _SYSTEMS:
        return False
    steps = _steps(*_SYSTEMS[machine], _REFUSED[machine])
    program = b"".join(struct.pack("=HBBI", *step) for step in steps)
    held = ctypes.create_string_buffer(program, len(program))
    described = struct.pack("HxxxxxxP", len(steps), ctypes.addressof(held))
    return not _libc.prctl(_SET_SECCOMP, _FILTER, described, 0, 0)


def _steps(architecture: int, clone: int, refused: dict[str, int]) -> list[tuple[int, int, int, int]]:
    """The program: operation, steps to skip when true and when false, value."""
    only = [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_EQUAL, 1, 0, architecture),
        (_RETURN, 0, 0, _REFUSE),
        (_LOAD, 0, 0, _NUMBER),
        (_AT_LEAST, 0, 1, _OTHER_ABI),
        (_RETURN, 0, 0, _REFUSE),
        (_EQUAL, 0, 1, _CLONE3),
        (_RETURN, 0, 0, _UNKNOWN),
    ]
    listed = [step for number in refused.values() for step in ((_EQUAL, 0, 1, number), (_RETURN, 0, 0, _REFUSE))]
    threads = [
        (_EQUAL, 0, 3, clone),
        (_LOAD, 0, 0, _FIRST_ARGUMENT),
        (_ANY_BIT, 1, 0, _THREAD),
        (_RETURN, 0, 0, _REFUSE),
        (_RETURN, 0, 0, _ALLOW),
    ]
    return only + listed + threads
