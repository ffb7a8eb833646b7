"""The public page that checks papers: a sealed PDF, or a credential as a file or as text."""

from datetime import UTC, datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from longbien.credentials.queries.seal_words import checks_of
from longbien.credentials.queries.seals import MAX_BYTES, seal_check
from longbien.credentials.queries.verification import Check, outcome_of
from longbien.credentials.queries.verification import verify as verify_credential
from longbien.kernel.refusal import Fault
from longbien.kernel.text import Text
from longbien.ui.fields import Field
from longbien.ui.forms import Form, Upload, read
from longbien.ui.forms import check as check_form
from longbien.ui.requests import Request

FIELDS = (
    Field(
        "file",
        "file",
        Text.of(vi="Tệp cần kiểm tra", en="File to check"),
        hint=Text.of(vi="Văn bản PDF có đóng dấu, hoặc chứng nhận .json", en="A sealed PDF, or a credential (.json)"),
        accept=(".pdf", ".json"),
        max_bytes=MAX_BYTES,
    ),
    Field(
        "text",
        "longtext",
        Text.of(vi="Hoặc dán chứng nhận vào đây", en="Or paste a credential here"),
        maximum=100_000,
    ),
)
NOTHING = Text.of(vi="Hãy chọn một tệp, hoặc dán chứng nhận.", en="Choose a file, or paste a credential.")
VERDICTS = {
    "ok": ("ok", Text.of(vi="Giấy tờ này là thật", en="This paper is genuine")),
    "unknown": ("warn", Text.of(vi="Chưa thể kết luận", en="It can't be told from here")),
    "bad": ("bad", Text.of(vi="Không nên tin giấy tờ này", en="Don't trust this paper")),
}


@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: Request) -> HttpResponse:
    """Anyone checks a paper here. What is sent is looked at and not kept."""
    if request.method != "POST":
        return render(request, "credentials/verify.html", {"form": Form(FIELDS)})
    data = read(FIELDS, request.POST, request.FILES)
    faults = tuple(check_form(FIELDS, data))
    if not data and not faults:
        faults = (Fault("file", NOTHING),)
    if faults:
        return render(request, "credentials/verify.html", {"form": Form(FIELDS, data, faults)}, status=422)
    return render(request, "credentials/verify.html", {"form": Form(FIELDS), **_looked_at(data)})


def _looked_at(data: dict[str, Any]) -> dict[str, Any]:
    upload = data.get("file")
    if isinstance(upload, Upload) and upload.name.lower().endswith(".pdf"):
        report = seal_check(upload.content)
        return {**_told(checks_of(report)), "name": upload.name, "seal": report if report.seals else None}
    content = upload.content.decode(errors="replace") if isinstance(upload, Upload) else data.get("text", "")
    verdict = verify_credential(content, at=datetime.now(UTC))
    name = upload.name if isinstance(upload, Upload) else ""
    return {**_told(verdict.checks), "name": name, "said": verdict.document}


def _told(checks: tuple[Check, ...]) -> dict[str, Any]:
    tone, title = VERDICTS[outcome_of(checks)]
    return {"checks": checks, "tone": tone, "verdict": title}
