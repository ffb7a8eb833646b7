"""The demonstration's people: nobody real, so that anyone can walk the crossing from every side on the first day."""

from dataclasses import dataclass

from longbien.kernel.text import Text

DOMAIN = "demo.invalid"


@dataclass(frozen=True)
class DemoOrganisation:
    code: str
    kind: str
    name: Text


@dataclass(frozen=True)
class DemoPerson:
    """`knows` counts the technology groups of the hub that this person is an expert of, from the given place on."""

    code: str
    name: Text
    does: Text
    roles: tuple[str, ...] = ()
    organisation: str = ""
    member_as: str = "lead"
    sits: bool = False
    knows: slice | None = None

    @property
    def email(self) -> str:
        return f"{self.code}@{DOMAIN}"


def _named(vi: str, en: str) -> Text:
    return Text.of(vi=f"Minh hoạ – {vi}", en=f"Demo – {en}")


ORGANISATIONS = (
    DemoOrganisation("robots", "team", _named("Nhóm Robot giao hàng", "Delivery Robots Team")),
    DemoOrganisation("sensors", "team", _named("Nhóm Cảm biến ngập", "Flood Sensors Team")),
    DemoOrganisation("department", "department", _named("Sở ra đề", "Problem Department")),
    DemoOrganisation("office", "authority", _named("Cơ quan cấp phép", "Licensing Office")),
    DemoOrganisation("institute", "institute", _named("Viện phản biện", "Review Institute")),
    DemoOrganisation("treasury", "authority", _named("Ngân sách thành phố", "City Budget")),
    DemoOrganisation("first-investor", "company", _named("Nhà đầu tư doanh nghiệp", "Corporate Investor")),
    DemoOrganisation("second-investor", "company", _named("Nhà đầu tư thứ hai", "Second Investor")),
    DemoOrganisation("late-investor", "company", _named("Nhà đầu tư đến sau", "Late Investor")),
    DemoOrganisation("third-investor", "company", _named("Nhà đầu tư thứ tư", "Fourth Investor")),
)


@dataclass(frozen=True)
class DemoInterest:
    """A demonstration person's tie to a demonstration organisation, for everyone to see."""

    person: str
    organisation: str
    kind: str


INTERESTS = (DemoInterest("counsel", "sensors", "adviser"),)

PERSONS = (
    DemoPerson(
        "founder",
        _named("Nhà sáng lập", "Founder"),
        Text.of(vi="Nộp hồ sơ giải bài toán, xin giấy phép thử nghiệm", en="Applies to a problem, asks for a licence"),
        organisation="robots",
    ),
    DemoPerson(
        "engineer",
        _named("Kỹ sư", "Engineer"),
        Text.of(vi="Thành viên cùng nhóm với nhà sáng lập", en="Member of the founder's team"),
        organisation="robots",
        member_as="member",
    ),
    DemoPerson(
        "second-founder",
        _named("Nhà sáng lập thứ hai", "Second founder"),
        Text.of(vi="Một nhóm khác; không thấy hồ sơ của nhóm đầu", en="Another team; can't see the first team's case"),
        organisation="sensors",
    ),
    DemoPerson(
        "department-officer",
        _named("Cán bộ sở ngành", "Department officer"),
        Text.of(vi="Đăng bài toán qua bốn bước", en="Publishes a problem in four steps"),
        roles=("department-officer",),
        organisation="department",
    ),
    DemoPerson(
        "programme-officer",
        _named("Cán bộ chương trình", "Programme officer"),
        Text.of(
            vi="Nhận hồ sơ, mời phản biện, trình quyết định", en="Takes in cases, calls reviewers, prepares decisions"
        ),
        roles=("programme-officer",),
    ),
    *(
        DemoPerson(
            f"reviewer-{n}",
            _named(f"Chuyên gia phản biện {n}", f"Reviewer {n}"),
            Text.of(vi="Chấm hồ sơ được giao", en="Reviews the cases assigned"),
            roles=("reviewer",),
            organisation="institute" if n == 1 else "",
            member_as="member",
            knows=slice(n - 1, n + 3),
        )
        for n in (1, 2, 3)
    ),
    *(
        DemoPerson(
            f"board-{n}",
            _named(f"Thành viên hội đồng {n}", f"Board member {n}"),
            Text.of(vi="Quyết định ở cổng giai đoạn", en="Decides at the stage gate"),
            sits=True,
        )
        for n in (1, 2)
    ),
    DemoPerson(
        "licensing-officer",
        _named("Cán bộ cấp phép", "Licensing officer"),
        Text.of(
            vi="Cấp, tạm dừng, cho chạy lại, thu hồi giấy phép", en="Grants, suspends, resumes and revokes licences"
        ),
        roles=("licensing-officer",),
        organisation="office",
    ),
    DemoPerson(
        "counsel",
        _named("Chuyên viên pháp chế", "Legal counsel"),
        Text.of(vi="Thẩm định các quy định pháp luật", en="Verifies the legal packs"),
        roles=("counsel",),
    ),
    *(
        DemoPerson(
            f"fund-officer-{n}",
            _named(f"Cán bộ quỹ {n}", f"Fund officer {n}"),
            Text.of(vi="Lập, xác nhận đợt đóng và gọi vốn", en="Prepares and confirms closes and capital calls"),
            roles=("fund-officer",),
        )
        for n in (1, 2)
    ),
    DemoPerson(
        "investor",
        _named("Nhà đầu tư", "Investor"),
        Text.of(vi="Xem phần góp vốn của tổ chức mình", en="Sees what their own organisation has invested"),
        organisation="first-investor",
    ),
    DemoPerson(
        "auditor",
        _named("Kiểm toán viên", "Auditor"),
        Text.of(vi="Đọc sổ cái, đối chiếu từng bút toán", en="Reads the ledger, checks every entry"),
        roles=("auditor",),
    ),
    DemoPerson(
        "resident",
        _named("Người dân", "Resident"),
        Text.of(vi="Xem điều gì đang thử gần nhà, gửi phản ánh", en="Sees what is tested nearby, complains"),
    ),
    DemoPerson(
        "administrator",
        _named("Quản trị viên", "Administrator"),
        Text.of(vi="Trao vai trò, mời người vào hội đồng", en="Grants roles, fills seats"),
        roles=("hub-admin",),
    ),
)
