"""`longbien log check-proof`: needs the file and the hub's public key; no settings, no database, no folder of state."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from longbien.record.rules.checkpoint import Verifier
from longbien.record.rules.proof import Examined, examine

EXAMPLES = """Examples:
  longbien log check-proof entry.tlog-proof --key hub.vkey
  longbien log check-proof entry.tlog-proof --key hub.vkey --leaf entry.json     this entry, and no other

The key is what the hub publishes at /log/key. Get it from the hub itself or from someone you trust, never from whoever
gave you the proof. Without --leaf, the entry is the one that the file itself carries.

Exit codes: 0 proven, 1 not proven (it says why), 2 wrong usage, or a file can't be read.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="the proof, a C2SP tlog-proof")
    parser.add_argument("--key", required=True, help="the hub's public key (C2SP vkey), or a file that holds it")
    parser.add_argument("--leaf", type=Path, metavar="FILE", help="the entry in question, byte for byte")
    parser.add_argument("--language", default="en", choices=("en", "vi"), help="of the answer; default: en")


def main(words: Sequence[str]) -> int:
    """Check as the command line says; the answer is the exit code."""
    parser = argparse.ArgumentParser(
        "longbien log check-proof",
        description="Check offline that an entry is in the log of a hub.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_arguments(parser)
    given = parser.parse_args(words)
    return run(given.file, given.key, given.leaf, given.language)


def run(file: Path, key: str, leaf: Path | None, language: str) -> int:
    try:
        entry = None if leaf is None else bare(leaf.read_bytes())
        found = examine(file.read_text("utf-8"), read_key(key), entry)
    except (OSError, ValueError) as error:
        print(f"longbien log check-proof: {error}", file=sys.stderr)
        return 2
    for line in report(found, language):
        print(line)
    return 0 if found.holds else 1


def read_key(given: str) -> Verifier:
    """The key written out, or in a file. OSError or ValueError when it is neither."""
    path = Path(given)
    return Verifier.parse(path.read_text().strip() if path.is_file() else given)


def bare(leaf: bytes) -> bytes:
    """A leaf without the line end that an editor leaves: RFC 8785 ends with none."""
    return leaf.rstrip(b"\r\n")


def report(found: Examined, language: str) -> list[str]:
    """A line for each step, and what the entry says."""
    yes, no = {"vi": ("đạt  ", "SAI  "), "en": ("ok   ", "FAIL ")}[language]
    lines = [f"{no if step.wrong else yes} {step.what.in_language(language)}" for step in found.steps]
    lines += [f"      → {step.wrong.in_language(language)}" for step in found.steps if step.wrong]
    if found.holds and found.leaf and found.head:
        leaf, head = found.leaf, found.head
        lines.append(f"{leaf.type} · {leaf.at} · {leaf.subject} · {leaf.id}")
        lines.append(f"{head.origin} · {found.index + 1} / {head.size}")
    return lines
