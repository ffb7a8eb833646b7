"""Where tiles of the log are found and how they are written: C2SP tlog-tiles.

A tile at level L holds up to 256 nodes of tree level 8 · L. Its number is written in groups of three digits,
`x001/x234/067`; a partial tile of W hashes ends in `.p/W`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

WIDTH = 256
LARGEST_ENTRY = 0xFFFF
LEVEL = re.compile(r"0|[1-9]\d?", re.ASCII)
HIGHEST = 63
NUMBER = re.compile(r"(?P<groups>(?:x\d{3}/)*\d{3})(?:\.p/(?P<width>[1-9]\d{0,2}))?", re.ASCII)


@dataclass(frozen=True)
class TileNumber:
    """Tile `index` of some level, with `width` of its 256 places filled."""

    index: int
    width: int = WIDTH

    @property
    def start(self) -> int:
        return self.index * WIDTH

    @property
    def end(self) -> int:
        return self.start + self.width


def parse_level(written: str) -> int | None:
    """Read a level from 0 to 63; None for anything that C2SP doesn't write so, such as `00`."""
    return int(written) if LEVEL.fullmatch(written) and int(written) <= HIGHEST else None


def parse_number(written: str) -> TileNumber | None:
    """Read `x001/x234/067` or `x001/x234/067.p/8`; None for anything that C2SP doesn't write so."""
    found = NUMBER.fullmatch(written)
    if found is None:
        return None
    width = int(found["width"] or WIDTH)
    index = int(found["groups"].replace("x", "").replace("/", ""))
    tile = TileNumber(index, width)
    return tile if width <= WIDTH and write_number(tile) == written else None


def write_number(tile: TileNumber) -> str:
    digits = str(tile.index)
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    groups = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    path = "/".join([*(f"x{group}" for group in groups[:-1]), groups[-1]])
    return path if tile.width == WIDTH else f"{path}.p/{tile.width}"


def write_entries(leaves: Iterable[bytes]) -> bytes:
    """An entry bundle: each leaf after its length as a big-endian uint16."""
    return b"".join(len(leaf).to_bytes(2, "big") + leaf for leaf in leaves)


def read_entries(bundle: bytes) -> list[bytes]:
    """The leaves of an entry bundle. ValueError when it is cut short."""
    leaves, at = [], 0
    while at < len(bundle):
        end = at + 2 + int.from_bytes(bundle[at : at + 2], "big")
        if at + 2 > len(bundle) or end > len(bundle):
            raise ValueError("the entry bundle is cut short")
        leaves.append(bundle[at + 2 : end])
        at = end
    return leaves
