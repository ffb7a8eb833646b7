"""Watermarks: words across every page of a PDF that came from outside, such as who took it and when."""

import json

from longbien.credentials.letters import confined
from longbien.credentials.letters.glyphs import fonts, showable
from longbien.kernel.refusal import Refusal
from longbien.kernel.text import Text

SECONDS = 30


def mark(pdf: bytes, words: str) -> bytes:
    """The PDF with `words` on every page. Refusal (422) for one that is locked by a password, broken, or too long."""
    head = json.dumps({"words": showable(words), "fonts": str(fonts())}).encode()
    try:
        ran = confined.run("longbien.credentials.letters.marker", head + b"\n" + pdf, seconds=SECONDS)
    except confined.Overrun as error:
        raise Refusal("pdf-overrun", BROKEN) from error
    if ran.code:
        raise Refusal("pdf-unmarked", WHY.get(ran.out.decode(errors="replace"), BROKEN))
    return ran.out


BROKEN = Text.of(
    vi="Không đọc được tệp PDF này nên không in được dấu chìm. Hãy xuất lại tệp rồi gửi lại.",
    en="This PDF can't be read, so no watermark can be printed on it. Export it anew and send it again.",
)
WHY = {
    "locked": Text.of(
        vi="Tệp PDF này có mật khẩu nên không in được dấu chìm. Hãy gửi bản không khoá.",
        en="This PDF is locked by a password, so no watermark can be printed on it. Send one that isn't locked.",
    ),
    "long": Text.of(vi="Tệp PDF này có quá nhiều trang.", en="This PDF has too many pages."),
    "broken": BROKEN,
}
