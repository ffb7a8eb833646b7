"""What nobody should ever send: strings, bytes, file names and files. A tag, an attribute or an address that came out
of one of them carries `hostile`, so that a page which holds one as more than text gives itself away."""

from dataclasses import dataclass

SCRIPT = "'\"><script>hostile()</script><hostile-tag onclick=hostile()>"
TEMPLATE = "q{{191|add:1146}}q q{{191*7}}q q{% firstof 1337 %}q q${191*7}q q#{191*7}q q<%= 191*7 %>q"
FORMULA = '=HYPERLINK("http://hostile.example";"1")'
ADDRESS = "javascript:hostile()"
HEADER = "Ba\r\nBcc: hostile@example.org\r\n\r\n<b>hostile</b>"
OVERRIDE = "an\u202etxt.exe\u2066\u2067"
RARE = "ẨẪ Ổ\u0301 \U0001f1fb\U0001f1f3 \u200d \ufeff zalgo\u0336\u0337\u0338 \U000e0041"
SPLIT = "</textarea></title></script><!--<hostile-tag>--><svg/onload=hostile()>"
# One string that is all of these, short enough for the shortest field.
EVERYTHING = "=1+1\"'></textarea><script>hostile()</script>q{{191|add:1146}}q\u202e"
PLAIN_EVERYTHING = "\"'><script>hostile()</script>"  # where a control or an equals sign is refused

TEXTS = {
    "script": SCRIPT,
    "template": TEMPLATE,
    "formula": FORMULA,
    "address": ADDRESS,
    "header": HEADER,
    "override": OVERRIDE,
    "rare": RARE,
    "split": SPLIT,
    "word": "hostile",
    "path": "../../../../etc/passwd",
    "sql": "' OR 1=1; DROP TABLE people_person; --",
    "percent": "%s %n %(name)s {0.__class__} {} %",
    "digits": "9" * 400,
    "superscript": "²³٣",
    "infinity": "NaN",
    "exponent": "1e999",
    "spaces": " \u00a0\u2003\u3000\t",
}
EVALUATED = "q1337q"  # what 191 × 7 or 191 + 1146 would leave

# What can't be stored: the answer is a 4xx in words.
NUL = "an\0ninh"
HALF = "an\ud83dninh"
HUGE = "ấ" + "a" * 1_000_000  # 1 MB; a million letters beyond ASCII take a form longer to carry than to answer
BROKEN = b"an\xff\xfeninh\xc3"


@dataclass(frozen=True)
class Upload:
    """A file as somebody sends it."""

    name: str
    content: bytes
    media_type: str = "application/octet-stream"


PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
PAGE = b"<!doctype html><script>hostile()</script>"
UPLOADS = (
    Upload("../../../hostile.pdf", PDF, "application/pdf"),
    Upload("an\u202efdp.exe", b"MZ\x90\0" + b"\0" * 60, "application/pdf"),
    Upload("an\u202efdp.pdf", PDF, "application/pdf"),
    Upload("hostile.html", PAGE, "text/html"),
    Upload("hostile.pdf", PAGE, "application/pdf"),
    Upload("hostile.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='hostile()'/>", "image/svg+xml"),
    Upload("hostile.txt", PAGE, "text/html"),
    Upload('"><script>hostile()</script>.pdf', PDF, "application/pdf"),
    Upload("a\r\nSet-Cookie: hostile=1.pdf", PDF, "application/pdf"),
    Upload("nul\0.pdf", PDF, "application/pdf"),
    Upload("ấ" * 400 + ".pdf", PDF, "application/pdf"),
    Upload("empty.pdf", b"", "application/pdf"),
    Upload("large.pdf", PDF + b"\n" * 11_000_000, "application/pdf"),
    Upload("CON.pdf", PDF, "application/pdf"),
    Upload(".pdf", PDF, "hostile\r\nX: y"),
)
