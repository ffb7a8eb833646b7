"""Fail when pure code imports what it may not. Usage: python purity.py <package>.

`kernel`, `rules`, `kinds` and `events` may use the standard library, other pure modules of the house, and the few
libraries that stand here beside their room (docs/explanation/architecture.md gives the reasons).
"""

import ast
import pathlib
import sys

ALLOWED = {
    "kernel": {"holidays", "yaml"},
    "record.rules": {"rfc8785", "cryptography", "rfc3161_client"},
    "procedures.rules": {"cel", "jsonschema_rs"},
    "trials.rules": {"numpy", "scipy", "shapely"},
    "problems.rules": {"numpy", "scipy", "ortools"},
    "capital.rules": {"numpy", "pyxirr", "jsonschema_rs"},
    "credentials.rules": {"base58", "cryptography"},
    "places.rules": {"shapely"},
    "people.kinds": {"stdnum"},
    "places.kinds": {"vietnamadminunits"},
}
PURE = {"rules", "kinds", "events"}


def imports(tree: ast.AST) -> set[tuple[str, int]]:
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {(alias.name, node.lineno) for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {(f"{node.module}.{alias.name}", node.lineno) for alias in node.names}
    return found


def is_pure(name: str) -> bool:
    parts = name.split(".")
    return parts[0] == "longbien" and len(parts) > 1 and (parts[1] == "kernel" or bool(PURE & set(parts[2:3])))


def main(package: pathlib.Path) -> int:
    bad = []
    for path in sorted(package.rglob("*.py")):
        parts = path.relative_to(package).with_suffix("").parts
        if not is_pure(".".join(("longbien", *parts))):
            continue
        room = parts[0] if parts[0] == "kernel" else ".".join(parts[:2])
        for name, line in imports(ast.parse(path.read_text())):
            top = name.split(".")[0]
            if top in sys.stdlib_module_names or is_pure(name) or top in ALLOWED.get(room, set()):
                continue
            bad.append(f"{path}:{line} imports {name}")
    print("\n".join(bad) or "pure")
    return bool(bad)


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
