"""What hub.yaml and the calendar files may hold. A room that reads a new key of hub.yaml adds it to `HUB` here."""

from longbien.kernel.shape import (
    CODE,
    Clock,
    Day,
    Either,
    Line,
    ListOf,
    MapOf,
    Number,
    OneOf,
    Record,
    Ref,
    Whole,
    Words,
    YesNo,
    code,
)  # fmt: skip
from longbien.trials.rules.owed.levels import SHAPE as LEVELS
from longbien.trials.rules.owed.schedule import SHAPE as SCHEDULE

# The languages that the pages themselves are written in.
LANGUAGES = ("vi", "en")

ORGANISATION_KINDS = ("department", "authority", "company", "university", "institute", "team")

PROCEDURE_CODE = rf"{CODE}(\.{CODE})*"
NUMBER_PATTERN = r"[^{}]*(\{year\}[^{}]*)?\{n(:0[1-9])?\}[^{}]*"

SOURCES = Either((Ref("source"), ListOf(Ref("source"), minimum=1)))
NOT_PUBLISHED = OneOf(("not-published",))
STATEMENT = Record({"text": Words(), "source": SOURCES})

# A day, or only the month or the year where no more is known.
WHEN = Either((Day(), Line(r"\d{4}(-\d{2})?")))
SOURCE = Record({"title": Words(), "date": WHEN}, {"publisher": Words(), "url": Line(r"https?://\S+"), "note": Words()})
STAGE = Record({"name": Words()}, {"about": Words(), "source": SOURCES})
ORGANISATION = Record(
    {"name": Words(), "kind": OneOf(ORGANISATION_KINDS)},
    {"about": Words(), "source": SOURCES, "url": Line(r"https?://\S+")},
)
FOUNDER = Record(
    {"organisations": ListOf(Ref("organisation"), minimum=1), "share_percent": Whole(1, 100), "source": SOURCES},
    {"note": Words()},
)
# A matter in words, and where an action of a procedure decides it, which one: `city.stage-gate:advance`.
MATTER = Record({"matter": Words()}, {"action": Ref("action")})
BODY = Record(
    {
        "name": Words(),
        "source": SOURCES,
        "seats": Either((Record({"exactly": Whole(1)}), Record({"at_most": Whole(1)}), NOT_PUBLISHED)),
        "quorum": Either((Whole(1), NOT_PUBLISHED)),
        "reserved_matters": Either((ListOf(MATTER, minimum=1), NOT_PUBLISHED)),
    },
    {"about": Words(), "majority_of": OneOf(("present", "seats")), "minutes": OneOf(("public", "members"))},
)
# Whom residents may call or write to about a trial.
CONTACT = Record(
    {"name": Words(), "source": SOURCES},
    {"phone": Line(r"\+?[0-9 ()/-]+"), "email": Line(r"[^@\s]+@[^@\s]+"), "address": Words()},
)
# Where fees are paid to; a hub that publishes no account asks payers to come to its desk.
PAYMENT = Record(
    {"holder": Words(), "bank": Line(), "number": Line(r"[0-9A-Za-z]{4,30}"), "source": SOURCES},
    {"bank_code": Line(r"\d{6}")},
)
# Who must show a second factor on every way in; what is left out asks every role, every body, every public office.
SECOND_FACTOR = Record(
    optional={
        "roles": ListOf(Ref("role")),
        "bodies": ListOf(Ref("body")),
        "organisations": ListOf(OneOf(ORGANISATION_KINDS)),
    }
)
PRIVACY = Record(
    {"source": SOURCES},
    {"answer_within_working_days": Whole(1, 60), "done_within_days": Whole(1, 365), "pause_hours": Whole(0, 240)},
)
# What the hub promises around a trial; what is left out it does not promise.
TRIALS = Record(
    {"source": SOURCES},
    {
        "answer_within_working_days": Whole(1, 60),
        "notice_days": Whole(1, 90),
        "exit_report_within_working_days": Whole(1, 250),
        "incident_levels": LEVELS,
        "concern_levels": LEVELS,
        "report_schedule": SCHEDULE,
    },
)
# How the OpenID Connect provider is called here, which of its claims say what, and which `acr` values mean two factors.
CLAIMS = Record(optional={"id": Line(), "name": Line(), "email": Line(), "email_verified": Line()})
PROVIDER = Record({"name": Words()}, {"claims": CLAIMS, "scopes": ListOf(Line()), "two_factors": ListOf(Line())})
CLASS = Record({"name": Words(), "source": SOURCES})
JOURNEY = Record({step: Ref("procedure") for step in ("application", "gate", "licence")})
# What the programme of funds is to reach; its amount is never converted. By which procedure its deals are decided.
GOAL = Record(
    {
        "amount": Record({"minor": Line(r"[1-9][0-9]{0,17}"), "currency": Line("[A-Z]{3}")}),
        "by": Whole(2000, 2200),
        "source": SOURCES,
    },
    {"note": Words()},
)
CAPITAL = Record(optional={"goal": GOAL, "committee": Ref("procedure"), "ocid_prefix": Line(r"ocds-[a-z0-9]{6}")})
# By which day public bodies share through the national data platform, and the law that says so.
NATIONAL_DATA = Record({"by": Day(), "source": SOURCES, "as_of": Line(r"\d{4}-\d{2}"), "verified": YesNo()})
HORIZON = Record(
    {"from": Whole(2000, 2200), "until": Whole(2000, 2200), "source": SOURCES}, {"vision": Whole(2000, 2200)}
)

HUB = Record(
    required={
        "code": code(),
        "name": Words(),
        "city": Words(),
        "country": Line("[A-Z]{2}"),
        "languages": ListOf(OneOf(LANGUAGES), minimum=1),
        "currency": Line("[A-Z]{3}"),
        "timezone": Line(),
        "working_hours": ListOf(ListOf(Clock(), minimum=2, maximum=2), minimum=1),
        "log_origin": Line(r"[^\s+]+"),
        "stages": MapOf(STAGE, minimum=1),
        "roles": MapOf(Words()),
        "journey": JOURNEY,
        "numbers": MapOf(Line(NUMBER_PATTERN)),
    },
    optional={
        "short_name": Words(),
        "weekend": ListOf(Whole(0, 6)),
        "bounds": ListOf(Number(-180, 180), minimum=4, maximum=4),
        "province": Line(),
        "sources": MapOf(SOURCE),
        "about": ListOf(STATEMENT),
        "horizon": HORIZON,
        "pillars": MapOf(STATEMENT),
        "technology_groups": MapOf(CLASS),
        "problem_groups": MapOf(CLASS),
        "sectors": MapOf(CLASS),
        "mechanisms": ListOf(STATEMENT),
        "problem_loop": ListOf(STATEMENT),
        "organisations": MapOf(ORGANISATION),
        "founders": ListOf(FOUNDER),
        "bodies": MapOf(BODY),
        "contact": Either((CONTACT, NOT_PUBLISHED)),
        "payment": Either((PAYMENT, NOT_PUBLISHED)),
        "second_factor": SECOND_FACTOR,
        "privacy": PRIVACY,
        "trials": TRIALS,
        "capital": CAPITAL,
        "national_data": NATIONAL_DATA,
        "sign_in_provider": PROVIDER,
        "targets": ListOf(Ref("indicator")),
    },
)

OVERRIDE = Record({"date": Day(), "working": YesNo(), "decision": Line()}, {"name": Words()})
CALENDAR = Record({"calendar": Line(), "days": ListOf(OVERRIDE)}, {"about": Words(), "source": SOURCES})
