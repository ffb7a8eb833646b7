"""Publish a version of a procedure. What stands published never changes."""

import json
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.conf import settings

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Fault, Refusal, conflict
from longbien.kernel.sourced import Sourced
from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.procedures.actions.migrating.begin import begin
from longbien.procedures.events import VersionPublished
from longbien.procedures.files import known_names
from longbien.procedures.models import Version, VersionDesk, VersionRole
from longbien.procedures.queries.authoring.carrying import map_faults
from longbien.procedures.queries.letters import letter_faults
from longbien.procedures.rules.authoring.bundles import content_of
from longbien.procedures.rules.authoring.starter import untouched_parts
from longbien.procedures.rules.definition import Definition
from longbien.procedures.rules.diagram import desks
from longbien.procedures.rules.lint import Bundle, lint
from longbien.procedures.rules.reading import read_definition
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit


@act
def publish_version(*, bundle: Bundle, by: Actor, at: datetime) -> UUID:
    """Publish what the bundle holds; the answer is the id of the version. The same content again changes nothing.

    Refusal with every fault and its line when the file is not in order, or uses what can't be carried out yet; a
    conflict when this version number was published with other content, or a later one stands already. What still has
    the words that every new service begins with is refused.
    """
    check(by, "publish", None, type="procedures.catalogue")
    return publish(bundle, by=by, at=at)


@act
def publish(bundle: Bundle, *, by: Actor, at: datetime) -> UUID:
    """The same, for an action that has asked the policy itself."""
    refuse_untouched(bundle)
    faults = lint(bundle, known_names())
    faults = faults or map_faults(bundle)
    if faults:
        raise _not_in_order(faults)
    data = bundle.procedure.data
    source = source_of(bundle)
    digest = sha256(source.encode()).hexdigest()
    standing = list(Version.objects.filter(code=data["procedure"], version__gte=data["version"]).order_by("version"))
    if standing and (standing[0].version, standing[0].sha256) == (data["version"], digest):
        return standing[0].pk
    if standing:
        raise _published_otherwise(data["procedure"], standing[-1].version)
    if faults := letter_faults(bundle):
        raise _not_in_order(faults)
    row = Version.objects.create(
        code=data["procedure"], version=data["version"], source=source, sha256=digest, published_at=at
    )  # fmt: skip
    definition = read_definition(data, settings.HUB.languages)
    _keep_roles(row, definition)
    emit(VersionPublished(row.code, row.version, digest), subject=row.subject, by=by, at=at)
    if definition.migrate:
        begin(row, definition.migrate, by=by, at=at)
    return row.pk


def refuse_untouched(bundle: Bundle) -> None:
    """Refusal (422) that names each text which is still to be written."""
    if notes := untouched(bundle):
        raise Refusal("untouched", notes[0].what, faults=notes)


def untouched(bundle: Bundle) -> tuple[Fault, ...]:
    """What is still as it was begun: lint has nothing against it, but nobody wants it published."""
    source = bundle.procedure
    return tuple(_still_to_write(source, path) for path in untouched_parts(source.data))


def _still_to_write(source: Sourced, path: tuple[str, ...]) -> Fault:
    name = ".".join(path)
    return source.fault(
        path,
        Text.of(
            vi=f"Dịch vụ còn lời mẫu ở “{name}”, nên chưa được công bố: hãy viết lời của dịch vụ này.",
            en=f"The service still has the words of the starter under “{name}” and is not published: write its own, "
            "and finish it.",
        ),
    )


def source_of(bundle: Bundle) -> str:
    """The definition and its forms as one JSON text, keys in the order of the files: the first state comes first."""
    return json.dumps(content_of(bundle), ensure_ascii=False, separators=(",", ":"))


def _keep_roles(row: Version, definition: Definition) -> None:
    VersionRole.objects.bulk_create(
        VersionRole(version=row, role=role.name, kind=role.kind, ref=role.ref) for role in definition.roles.values()
    )
    VersionDesk.objects.bulk_create(
        VersionDesk(version=row, state=state, kind=kind, ref=ref) for state, kind, ref in sorted(desks(definition))
    )


def _not_in_order(faults: tuple[Fault, ...]) -> Refusal:
    return Refusal(
        "not-in-order",
        Text.of(
            vi="Thủ tục này chưa công bố được: hãy sửa các lỗi được nêu.",
            en="This procedure can't be published: mend the faults listed.",
        ),
        faults=faults,
    )


def _published_otherwise(code: str, newest: int) -> Refusal:
    return conflict(
        "version-published",
        Text.of(
            vi=f"{code} đã công bố đến phiên bản {newest}, và bản đã công bố không sửa được nữa. "
            f"Hãy tăng số phiên bản (version: {newest + 1}).",
            en=f"{code} is published up to version {newest}, and what is published can't change any more. "
            f"Raise the version number (version: {newest + 1}).",
        ),
    )
