"""The rights over a laboratory as bars along time, as SVG: who stands where in the queue, from when to when."""

from dataclasses import dataclass
from datetime import date
from html import escape

WIDTH, LINE, NAME, BAR, TOP, FOOT, LONGEST = 360, 46, 16, 14, 18, 18, 42


@dataclass(frozen=True)
class Bar:
    """One right: `label` above its bar; `solid` when it shuts others out."""

    label: str
    start: date
    end: date
    solid: bool


def svg(bars: list[Bar], title: str, today: date, today_label: str) -> str:
    """The drawing, every text escaped; below stand the first and the last year; a line
    marks today where it lies within."""
    first, last = min(bar.start for bar in bars), max(bar.end for bar in bars)
    scale = WIDTH / max((last - first).days, 1)
    tops = [TOP + LINE * n for n in range(len(bars))]
    parts = [_bar(bar, top, (bar.start - first).days * scale, (bar.end - bar.start).days * scale)
             for bar, top in zip(bars, tops, strict=True)]  # fmt: skip
    if first <= today < last:
        parts.append(_today((today - first).days * scale, tops, today_label))
    height = TOP + LINE * len(bars) + FOOT
    parts.append(f'<text x="0" y="{height - 4}">{first.year}</text>')
    parts.append(f'<text x="{WIDTH}" y="{height - 4}" text-anchor="end">{last.year}</text>')
    opening = f'<svg class="rows" viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(title)}">'
    return f"{opening}{''.join(parts)}</svg>"


def _bar(bar: Bar, top: int, left: float, wide: float) -> str:
    name = bar.label if len(bar.label) <= LONGEST else bar.label[: LONGEST - 1] + "…"
    faint = "" if bar.solid else ' fill-opacity="0.45"'
    return (
        f'<text x="0" y="{top + NAME}">{escape(name)}</text>'
        f'<rect class="bar" x="{left:.1f}" y="{top + NAME + 6}" width="{max(wide, 2):.1f}" height="{BAR}"{faint}/>'
    )


def _today(x: float, tops: list[int], label: str) -> str:
    across = "".join(f"M{x:.1f} {top + NAME + 3}v{BAR + 6}" for top in tops)
    anchor = "start" if x < WIDTH / 4 else "end" if x > WIDTH * 3 / 4 else "middle"
    return (
        f'<path class="threshold" d="{across}"/>'
        f'<text class="threshold" x="{x:.1f}" y="12" text-anchor="{anchor}">{escape(label)}</text>'
    )
