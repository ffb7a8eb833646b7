"""The verifier: anyone brings a proof and is told what it proves. Nothing that is sent here is kept."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from longbien.kernel.event import words_of
from longbien.kernel.refusal import Fault
from longbien.kernel.text import Text
from longbien.record import keys
from longbien.record.offline import bare
from longbien.record.rules.checkpoint import Verifier
from longbien.record.rules.proof import Examined, examine
from longbien.ui import navigation
from longbien.ui.fields import Field
from longbien.ui.forms import Form, Upload, check, read
from longbien.ui.requests import Request

LARGEST = 200_000
FIELDS = (
    Field(
        "proof_file",
        "file",
        Text.of(vi="Tệp chứng minh (.tlog-proof)", en="The proof (.tlog-proof)"),
        max_bytes=LARGEST,
    ),
    Field("proof", "longtext", Text.of(vi="… hoặc dán nội dung tệp vào đây", en="… or paste it here"), maximum=LARGEST),
    Field(
        "leaf_file",
        "file",
        Text.of(vi="Mục bạn đang có (nếu có)", en="The entry you hold, if you do"),
        hint=Text.of(
            vi="Không có cũng được: khi đó trang này kiểm mục nằm sẵn trong tệp chứng minh.",
            en="Without it, the entry that the proof itself carries is checked.",
        ),
        max_bytes=LARGEST,
    ),
    Field("leaf", "longtext", Text.of(vi="… hoặc dán mục đó vào đây", en="… or paste the entry here"), maximum=LARGEST),
    Field(
        "key",
        "text",
        Text.of(vi="Khoá công khai của nhật ký", en="The log's public key"),
        hint=Text.of(
            vi="Điền sẵn là khoá của trung tâm này. Tốt hơn nữa: dán khoá mà bạn đã giữ từ trước.",
            en="Filled in is the key of this hub. Better still, paste the one that you kept from earlier.",
        ),
        required=True,
    ),
)


@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: Request) -> HttpResponse:
    """Check a proof that was sent or pasted, against a key."""
    if request.method != "POST":
        return _page(request, Form(FIELDS, {"key": str(keys.verifier())}))
    data = read(FIELDS, request.POST, request.FILES)
    faults = check(FIELDS, data)
    verifier, wrong_key = _verifier(data.get("key", ""))
    proof, entry = _given(data, "proof"), _given(data, "leaf")
    if proof is None:
        faults = (*faults, Fault("proof_file", NO_PROOF))
    if faults or verifier is None or proof is None:
        return _page(request, Form(FIELDS, _typed(data), (*faults, *wrong_key)), status=422)
    found = examine(proof.decode("utf-8", "replace"), verifier, entry and bare(entry))
    return _page(request, Form(FIELDS, _typed(data)), found)


def _page(request: Request, form: Form, found: Examined | None = None, status: int = 200) -> HttpResponse:
    leaf = found.leaf if found else None
    context = {"form": form, "found": found, "what": leaf and (words_of(leaf.type) or leaf.type)}
    others = navigation.shown(request.actor, request.path, "check")
    return render(request, "record/verify.html", context | {"others": others}, status=status)


def _given(data: dict[str, Any], name: str) -> bytes | None:
    """What was sent as a file, else what was pasted, with the line ends that a browser changes put right."""
    sent = data.get(f"{name}_file")
    if isinstance(sent, Upload):
        return sent.content.replace(b"\r\n", b"\n")
    pasted = data.get(name, "").replace("\r\n", "\n").strip()
    return f"{pasted}\n".encode() if pasted else None


def _typed(data: dict[str, Any]) -> dict[str, Any]:
    """What a browser can show again: never a file."""
    return {name: value for name, value in data.items() if isinstance(value, str)}


def _verifier(written: str) -> tuple[Verifier | None, tuple[Fault, ...]]:
    try:
        return Verifier.parse(written), ()
    except ValueError:
        return None, (Fault("key", NO_KEY),) if written else ()


NO_PROOF = Text.of(
    vi="Hãy chọn tệp chứng minh hoặc dán nội dung của nó.", en="Choose the file of the proof, or paste what it holds."
)
NO_KEY = Text.of(
    vi="Đây không phải khoá công khai của một nhật ký; khoá có dạng tên+mã+khoá.",
    en="This isn't the public key of a log; one is written name+id+key.",
)
