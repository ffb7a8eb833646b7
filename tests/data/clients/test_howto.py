"""The examples of the how-to page, tried as they stand there."""

import re
from pathlib import Path

PAGE = Path(__file__).resolve().parents[3] / "docs/how-to/use-the-catalogue.md"


def test_the_examples_do_what_the_page_says(hub):
    blocks = re.findall(r"```python\n(.*?)```", PAGE.read_text(), re.S)
    assert len(blocks) == 2
    for block in blocks:
        known: dict[str, object] = {}
        exec(block.replace("http://localhost:8000", hub), known)
        if "found" in known:
            assert len(known["found"]["records"]) == 5
