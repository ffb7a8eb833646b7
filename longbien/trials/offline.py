"""`longbien dossier verify`: needs the file and the hub's public key; no settings, no database, no folder of state."""

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from longbien.kernel.text import Text
from longbien.record.rules.checkpoint import Verifier
from longbien.record.rules.stamp import Trust
from longbien.trials.rules.dossier.check import Check
from longbien.trials.rules.dossier.verify import NOT_CHECKED, verify

EXAMPLES = """Examples:
  longbien dossier verify trial.dossier --key hub.vkey
  longbien dossier verify trial.dossier --key "example.org/log+1a2b3c4d+AQ…"
  longbien dossier verify trial.dossier --key hub.vkey --stamped-by authority.pem

The key is what the hub publishes at /log/key. Get it from the hub itself or from someone you trust, never from whoever
gave you the dossier. --stamped-by wants the root certificate of the authority that stamps the hub's log (RFC 3161).

Exit codes: 0 every check passed, 1 a check failed (it says which part), 2 wrong usage, or a file can't be read.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="the dossier")
    parser.add_argument("--key", required=True, help="the hub's public key (C2SP vkey), or a file that holds it")
    parser.add_argument("--stamped-by", type=Path, metavar="FILE", help="certificates (PEM) of who stamped the log")
    parser.add_argument("--language", default="en", choices=("en", "vi"), help="of the answer; default: en")


def main(words: Sequence[str]) -> int:
    """Verify as the command line says; the answer is the exit code."""
    parser = argparse.ArgumentParser(
        "longbien dossier verify",
        description="Verify an evidence dossier offline and say exactly what was checked.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_arguments(parser)
    given = parser.parse_args(words)
    return run(given.file, given.key, given.language, given.stamped_by)


def run(path: Path, key: str, language: str, stamped_by: Path | None = None) -> int:
    try:
        file, verifier = path.read_bytes(), read_key(key)
        trust = Trust.parse(stamped_by.read_bytes()) if stamped_by else None
    except (OSError, ValueError) as error:
        print(f"longbien dossier verify: {error}", file=sys.stderr)
        return 2
    checks = verify(file, verifier, trust)
    for line in report(checks, verifier, language):
        print(line)
    return 0 if all(check.passed for check in checks) else 1


def read_key(given: str) -> Verifier:
    """The key written out, or in a file. OSError or ValueError when it is neither."""
    path = Path(given)
    return Verifier.parse(path.read_text().strip() if path.is_file() else given)


def report(checks: Sequence[Check], verifier: Verifier, language: str) -> Iterable[str]:
    """What was checked, line by line, and what was not."""

    def say(text: Text) -> str:
        return text.in_language(language)

    yield f"{say(KEY)}: {verifier}"
    for check in checks:
        yield f"{say(PASSED if check.passed else FAILED)}  {check.part:<12}{say(check.what)}"
        yield from (f"{'':19}→ {say(wrong)}" for wrong in check.wrong)
    wrong = sorted({check.part for check in checks if not check.passed})
    yield f"{say(OUTSIDE)} {say(NOT_CHECKED)}"
    yield say(_summary(len(checks), wrong))


def _summary(count: int, wrong: Sequence[str]) -> Text:
    if not wrong:
        return Text.of(vi=f"{count} mục kiểm tra, tất cả đều đạt.", en=f"{count} checks, all passed.")
    names = ", ".join(wrong)
    return Text.of(
        vi=f"{count} mục kiểm tra; KHÔNG ĐẠT ở phần: {names}. Không thể dựa vào hồ sơ này.",
        en=f"{count} checks; FAILED in: {names}. This dossier can't be relied on.",
    )


KEY = Text.of(vi="Kiểm bằng khóa", en="Checked with the key")
PASSED = Text.of(vi="đạt  ", en="ok   ")
FAILED = Text.of(vi="SAI  ", en="FAIL ")
OUTSIDE = Text.of(vi="Không kiểm ở đây:", en="Not checked here:")
