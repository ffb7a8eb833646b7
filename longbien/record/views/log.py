"""The log for programs at /log: C2SP tlog-tiles and tlog-proof. Public, read-only, the same for everyone."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from longbien.kernel.ids import from_slug, to_slug
from longbien.kernel.refusal import Refusal, not_found
from longbien.kernel.text import Text
from longbien.record import keys, queries
from longbien.record.rules.proof import write_proof
from longbien.record.rules.tiles import TileNumber, parse_level, parse_number

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]

DEEPEST = 7  # level 7 would hold 2^56 leaves a hash: more than any hub will write
forever = cache_control(public=True, immutable=True, max_age=31_536_000)
briefly = cache_control(public=True, max_age=2)


def public(view: View[P]) -> View[P]:
    """Read-only, and readable from any other site: auditors check a log from their own pages."""

    @wraps(view)
    def read(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        response["X-Content-Type-Options"] = "nosniff"
        return response

    return require_safe(read)


@public
@briefly
def checkpoint(request: HttpRequest) -> HttpResponse:
    """The newest signed head of the log."""
    head = queries.head()
    if head is None:
        raise not_found(Text.of(vi="Nhật ký chưa được ký lần nào.", en="The log has not been signed yet."))
    return _text(head.note)


@public
@briefly
def key(request: HttpRequest) -> HttpResponse:
    """The public key that signs the log, in vkey form."""
    return _text(f"{keys.verifier()}\n")


@public
@forever
def tile(request: HttpRequest, level: str, number: str) -> HttpResponse:
    """A tile of hashes."""
    height = parse_level(level)
    return _bytes(queries.tile(height, _number(number)) if height is not None and height < DEEPEST else None)


@public
@forever
@gzip_page
def entries(request: HttpRequest, number: str) -> HttpResponse:
    """A bundle of leaves."""
    return _bytes(queries.entry_bundle(_number(number)))


@public
@briefly
def inclusion(request: HttpRequest, entry: str) -> HttpResponse:
    """The proof that an entry stands in the log, under its newest head: a C2SP tlog-proof."""
    proofs = queries.proof_for([_entry_id(entry)])
    [one] = proofs.entries
    return _file(
        write_proof(one.leaf.encode(), one.index, one.path, proofs.note), f"{to_slug(one.entry_id)}.tlog-proof"
    )


@public
@forever
def leaf(request: HttpRequest, entry: str) -> HttpResponse:
    """An entry, byte for byte as the log hashes it."""
    found = queries.entry(_entry_id(entry))
    if found is None:
        raise not_found()
    return _file(found.leaf, f"{to_slug(found.id)}.json", "application/json")


@public
@briefly
def consistency(request: HttpRequest) -> HttpResponse:
    """The proof that the log of `first` entries is the beginning of the log of `second`."""
    first, second = _size(request, "first"), _size(request, "second")
    path = queries.consistency(first, second)
    return JsonResponse({"first": first, "second": second, "path": [step.hex() for step in path]})


@public
@forever
def stamp(request: HttpRequest, size: int) -> HttpResponse:
    """The RFC 3161 time stamp on the head of this size."""
    return _file(_stamp(size).answer, f"{size}.tsr", "application/timestamp-reply")


@public
@forever
def stamped(request: HttpRequest, size: int) -> HttpResponse:
    """The head that was stamped, byte for byte."""
    return _text(_stamp(size).note)


def _stamp(size: int) -> queries.Stamp:
    found = queries.stamp_of(size)
    if found is None:
        raise not_found()
    return found


def _number(written: str) -> TileNumber:
    number = parse_number(written)
    if number is None:
        raise not_found()
    return number


def _entry_id(written: str) -> UUID:
    try:
        return UUID(written) if "-" in written else from_slug(written)
    except ValueError as error:
        raise not_found() from error


def _size(request: HttpRequest, name: str) -> int:
    written = request.GET.get(name, "")
    if not (written.isascii() and written.isdigit()) or len(written) > 18:
        what = Text.of(vi=f"“{name}” phải là một số nguyên.", en=f"“{name}” must be a whole number.")
        raise Refusal("no-such-size", what, status=400)
    return int(written)


def _text(words: str) -> HttpResponse:
    return HttpResponse(words, content_type="text/plain; charset=utf-8")


def _file(content: str | bytes, name: str, kind: str = "text/plain; charset=utf-8") -> HttpResponse:
    return HttpResponse(
        content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )  # fmt: skip


def _bytes(content: bytes | None) -> HttpResponse:
    if content is None:
        raise not_found()
    return HttpResponse(content, content_type="application/octet-stream")
