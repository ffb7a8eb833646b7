"""A cap table of ours as a package of the format: a company, its classes of shares, who holds how many since when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from longbien.capital.rules.captable.ocf.package import VERSION, File, Package, summed
from longbien.kernel.money import Money


@dataclass(frozen=True)
class Company:
    """`country` is ISO 3166-1 alpha-2. Every identifier of a package derives from `id`: written twice, it is equal."""

    id: UUID
    name: str
    country: str
    founded: date


@dataclass(frozen=True)
class ShareClass:
    """A class of shares: `code` names it here, `name` in the package. Votes a share, and how many may be issued."""

    code: str
    name: str
    authorised: int
    is_preferred: bool = False
    votes: int = 1
    seniority: int = 1


@dataclass(frozen=True)
class Holding:
    """Whole shares of a class that somebody holds since a day, for a price a share."""

    number: str
    holder: str
    of: str
    shares: int
    price: Money
    since: date
    is_person: bool = True


def package_of(company: Company, classes: Sequence[ShareClass], holdings: Sequence[Holding], as_of: date) -> Package:
    """The package as it stands on a day; `generated_at` is the beginning of that day, UTC."""
    holders = {one.holder: one.is_person for one in holdings}
    files = {
        "stock_classes_files": ("StockClasses", "OCF_STOCK_CLASSES_FILE", [_class(company, one) for one in classes]),
        "transactions_files": ("Transactions", "OCF_TRANSACTIONS_FILE", [_issued(company, one) for one in holdings]),
        "stakeholders_files": (
            "Stakeholders",
            "OCF_STAKEHOLDERS_FILE",
            [_holder(company, name, is_person) for name, is_person in holders.items()],
        ),
    }
    made = tuple(File(f"{name}.ocf.json", {"file_type": kind, "items": items}) for name, kind, items in files.values())
    manifest: dict[str, Any] = {
        "ocf_version": VERSION,
        "file_type": "OCF_MANIFEST_FILE",
        "issuer": {
            "object_type": "ISSUER",
            "id": str(company.id),
            "legal_name": company.name,
            "formation_date": company.founded.isoformat(),
            "country_of_formation": company.country,
            "tax_ids": [],
        },
        "as_of": as_of.isoformat(),
        "generated_at": f"{as_of.isoformat()}T00:00:00Z",
        "stock_plans_files": [],
        "stock_legend_templates_files": [],
        "vesting_terms_files": [],
        "valuations_files": [],
        **{key: [{"filepath": f"./{name}.ocf.json", "md5": ""}] for key, (name, _, _) in files.items()},
    }
    return summed(Package(manifest, made))


def _id(company: Company, *parts: str) -> str:
    return str(uuid5(company.id, "/".join(parts)))


def _class(company: Company, one: ShareClass) -> dict[str, Any]:
    return {
        "object_type": "STOCK_CLASS",
        "id": _id(company, "class", one.code),
        "name": one.name,
        "class_type": "PREFERRED" if one.is_preferred else "COMMON",
        "default_id_prefix": f"{one.code}-",
        "initial_shares_authorized": str(one.authorised),
        "votes_per_share": str(one.votes),
        "seniority": str(one.seniority),
    }


def _holder(company: Company, name: str, is_person: bool) -> dict[str, Any]:
    return {
        "object_type": "STAKEHOLDER",
        "id": _id(company, "holder", name),
        "name": {"legal_name": name},
        "stakeholder_type": "INDIVIDUAL" if is_person else "INSTITUTION",
    }


def _issued(company: Company, one: Holding) -> dict[str, Any]:
    amount, _, currency = str(one.price).partition(" ")
    return {
        "object_type": "TX_STOCK_ISSUANCE",
        "id": _id(company, "issuance", one.number),
        "security_id": _id(company, "security", one.number),
        "custom_id": one.number,
        "date": one.since.isoformat(),
        "stakeholder_id": _id(company, "holder", one.holder),
        "stock_class_id": _id(company, "class", one.of),
        "quantity": str(one.shares),
        "share_price": {"amount": amount, "currency": currency},
        "security_law_exemptions": [],
        "stock_legend_ids": [],
    }
