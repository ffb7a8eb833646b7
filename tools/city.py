"""Fail when something of one city stands in code: the hub is data. Usage: python city.py <package>.

Country algorithms (`kinds/<country>.py`), translations and migrations are excepted.
"""

import pathlib
import re
import sys

WORDS = re.compile(
    r"\b(hanoi|hà nội|ha noi|hoàn kiếm|bách khoa|hoà lạc|hochiminh|ho_chi_minh|vnd(?!\.)|hvcf|ihanoi|hust|cmc"
    r"|39/2024|94/2025|353/2025|169/2025|264/2025|1193/qđ)\b",
    re.IGNORECASE,
)
SUFFIXES = {".py", ".html", ".txt", ".js", ".css", ".xml", ".svg"}
# ISO 4217 exponents name currencies, and the kernel's examples explain with them.
EXCEPTED = {"kernel/money.py", "site/environment.py"}


def main(package: pathlib.Path) -> int:
    bad = []
    for path in sorted(package.rglob("*")):
        name = path.relative_to(package).as_posix()
        if path.suffix not in SUFFIXES or name in EXCEPTED or {"kinds", "migrations", "locale"} & set(path.parts):
            continue
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if found := WORDS.search(line):
                bad.append(f"{path}:{number} says “{found[0]}”")
    print("\n".join(bad) or "no city in code")
    return bool(bad)


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
