"""The W3C VC API for conformance runs: issue, verify, verify a presentation. Closed unless LONGBIEN_VC_API is 1.

It signs with a key of its own, which nobody has reason to trust; the hub's key signs only what the hub issues.
"""

import json
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from longbien.credentials import keys
from longbien.credentials.rules.bounds import LONGEST_BYTES
from longbien.credentials.rules.multikey import did_key
from longbien.credentials.rules.wording import unreadable
from longbien.kernel.extras import require
from longbien.kernel.refusal import Refusal, not_found

SUITES = ("eddsa-rdfc-2022", "eddsa-jcs-2022")
EXAMINATION, PROOFS = "longbien.credentials.linked.examination", "longbien.credentials.linked.proofs"


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Who signs here: `{"issuer": "did:key:…"}`."""
    _require_open()
    return JsonResponse({"issuer": did_key(keys.conformance_key().public_key())})


@csrf_exempt
@require_POST
def issue(request: HttpRequest) -> HttpResponse:
    """`{"credential": …}` → the same with a proof."""
    asked = _asked(request)
    document = asked.get("credential")
    require(EXAMINATION, extra="credentials").check_unsecured(document)
    key = keys.conformance_key()
    did = did_key(key.public_key())
    method = f"{did}#{did.removeprefix('did:key:')}"
    suite = SUITES[(asked.get("options") or {}).get("cryptosuite") == SUITES[True]]
    secured = require(PROOFS, extra="credentials").sign(document, key, method=method, at=datetime.now(UTC), suite=suite)
    return JsonResponse({"verifiableCredential": secured}, status=201)


@csrf_exempt
@require_POST
def verify(request: HttpRequest) -> HttpResponse:
    """`{"verifiableCredential": …}` → 200, or a problem (400) that says why not."""
    require(EXAMINATION, extra="credentials").check_credential(_asked(request).get("verifiableCredential"))
    return JsonResponse({"verified": True, "problemDetails": []})


@csrf_exempt
@require_POST
def verify_presentation(request: HttpRequest) -> HttpResponse:
    """`{"verifiablePresentation": …, "options": {"challenge": …, "domain": …}}` → 200, or a problem (400)."""
    asked = _asked(request)
    options = asked.get("options")
    wanted = options if isinstance(options, dict) else {}
    require(EXAMINATION, extra="credentials").check_presentation(asked.get("verifiablePresentation"), wanted)
    return JsonResponse({"verified": True, "problemDetails": []})


def _require_open() -> None:
    if not settings.VC_API:
        raise not_found()


def _asked(request: HttpRequest) -> dict[str, Any]:
    _require_open()
    if len(request.body) > LONGEST_BYTES:
        raise Refusal("too-large", unreadable("", "tài liệu quá lớn", "the document is too large").what, status=413)
    try:
        asked = json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise unreadable("", vi="không phải JSON", en="not JSON") from error
    if not isinstance(asked, dict):
        raise unreadable("", vi="không phải một đối tượng JSON", en="not a JSON object")
    return asked
