"""Work on what strangers wrote, in a process of its own: little time and memory, an empty folder, no network.

    ran = run("longbien.credentials.letters.press", request, seconds=10)

The module named is run with `python -m`, reads `request` from standard input, and calls `confining.confine()` before it
looks at it. It may print anything; whoever called decides what it means.
"""

import subprocess
import sys
from dataclasses import dataclass
from tempfile import TemporaryDirectory

# Nothing listens at port 9 of this machine: a library that would fetch something is refused at once.
NOWHERE = "http://127.0.0.1:9"
ENVIRONMENT = {name: NOWHERE for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy")}


class Overrun(RuntimeError):
    """The work took more time or memory than it may."""


@dataclass(frozen=True)
class Ran:
    code: int
    out: bytes


def run(module: str, request: bytes, *, seconds: float) -> Ran:
    """Run the module over `request`. Overrun when it had to be stopped, or stopped itself for want of memory."""
    command = [sys.executable, "-I", "-m", module]
    with TemporaryDirectory(prefix="longbien-confined-") as folder:
        environment = {**ENVIRONMENT, "HOME": folder, "TMPDIR": folder, "LANG": "C.UTF-8"}
        try:
            done = subprocess.run(
                command, input=request, capture_output=True, cwd=folder, env=environment, timeout=seconds, check=False
            )
        except subprocess.TimeoutExpired as error:
            raise Overrun(f"more than {seconds} s") from error
    if done.returncode not in (0, 3):
        raise Overrun(f"ended with {done.returncode}: {done.stderr[-500:].decode(errors='replace')}")
    return Ran(done.returncode, done.stdout)
