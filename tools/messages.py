"""Translations of the pages: `messages.py compile` makes every .mo, `messages.py check` finds what is not translated.

Templates are written in English; each room keeps its Vietnamese in `locale/vi/LC_MESSAGES/django.po`.
"""

import ast
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.template.base import Lexer, TokenType
from django.utils.translation import trim_whitespace

PACKAGE = Path(__file__).resolve().parents[1] / "longbien"
GETTEXT = {"gettext", "gettext_lazy", "_", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
QUOTED = re.compile(r"""^(?:translate|trans|ui_title)\s+(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')""")
FILTERED = re.compile(r"""_\(\s*(?:"([^"]*)"|'([^']*)')\s*\)""")


def in_templates(room: Path) -> Iterator[tuple[str, str]]:
    """(message, place) for every translated string in the room's templates."""
    for path in sorted(room.rglob("templates/**/*.*")):
        if path.suffix not in {".html", ".txt", ".xml", ".svg"}:
            continue
        for message, line in _template_messages(path.read_text()):
            yield message, f"{path}:{line}"


def _template_messages(source: str) -> Iterator[tuple[str, int]]:
    block: list[str] | None = None
    start, trimmed = 0, False
    for token in Lexer(source).tokenize():
        text = token.contents
        if token.token_type == TokenType.BLOCK and text.split()[0] in ("blocktranslate", "blocktrans"):
            block, start, trimmed = [], token.lineno, " trimmed" in text
        elif block is not None and token.token_type == TokenType.BLOCK:
            message = "".join(block)
            yield (trim_whitespace(message) if trimmed else message), start
            block = [] if text.strip() == "plural" else None
        elif block is not None:
            block.append(f"%({text.strip()})s" if token.token_type == TokenType.VAR else text.replace("%", "%%"))
        elif token.token_type in (TokenType.BLOCK, TokenType.VAR):
            if found := QUOTED.match(text):
                yield (found[1] or found[2]), token.lineno
            for found in FILTERED.finditer(text):
                yield (found[1] or found[2]), token.lineno


def in_code(room: Path) -> Iterator[tuple[str, str]]:
    """(message, place) for every gettext call in the room's Python."""
    for path in sorted(room.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in GETTEXT:
                for argument in node.args[1 if node.func.id.startswith("p") else 0 :]:
                    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                        yield argument.value, f"{path}:{node.lineno}"


def catalogues() -> list[Path]:
    return sorted(PACKAGE.glob("*/locale/*/LC_MESSAGES/django.po"))


def compile_all() -> int:
    for path in catalogues():
        with path.open("rb") as source:
            catalogue = read_po(source, locale=path.parts[-3])
        compiled = io.BytesIO()
        write_mo(compiled, catalogue)
        target = path.with_suffix(".mo")
        if not target.exists() or target.read_bytes() != compiled.getvalue():
            target.write_bytes(compiled.getvalue())
    return 0


def check_all() -> int:
    """Every message of a room stands translated in its own catalogue; none stands there unused or fuzzy."""
    faults = list(_said_otherwise())
    for room in sorted(path for path in PACKAGE.iterdir() if path.is_dir()):
        used = dict(in_templates(room)) | dict(in_code(room))
        path = room / "locale/vi/LC_MESSAGES/django.po"
        known = {}
        if path.exists():
            with path.open("rb") as source:
                known = {_id(entry): entry for entry in read_po(source, locale="vi") if entry.id}
        faults += [
            f"{place}: not translated: {message!r}"
            for message, place in used.items()
            if message not in _all_forms(known)
        ]
        for message, entry in known.items():
            words = entry.string if isinstance(entry.string, tuple) else (entry.string,)
            if entry.fuzzy or not all(words):
                faults.append(f"{path}: empty or fuzzy: {message!r}")
            elif message not in used and _plurals(entry).isdisjoint(used):
                faults.append(f"{path}: unused: {message!r}")
    print("\n".join(faults) or "every message is translated")
    return bool(faults)


def _said_otherwise() -> Iterator[str]:
    """One message has one translation: all rooms share a catalogue once the pages are drawn, and the first one wins."""
    told: dict[object, tuple[object, Path]] = {}
    for path in catalogues():
        with path.open("rb") as source:
            entries = [entry for entry in read_po(source, locale=path.parts[-3]) if entry.id]
        for entry in entries:
            words, elsewhere = told.setdefault((path.parts[-3], entry.context, entry.id), (entry.string, path))
            if words != entry.string:
                yield f"{path}: {entry.id!r} is translated otherwise in {elsewhere}"


def _id(entry: object) -> str:
    return entry.id[0] if isinstance(entry.id, tuple) else entry.id


def _all_forms(known: dict[str, object]) -> set[str]:
    return set().union(*map(_plurals, known.values())) if known else set()


def _plurals(entry: object) -> set[str]:
    return set(entry.id) if isinstance(entry.id, tuple) else {entry.id}


if __name__ == "__main__":
    sys.exit({"compile": compile_all, "check": check_all}[sys.argv[1] if len(sys.argv) == 2 else "check"]())
