"""What the fields of entries are called by people; a field without words here is shown under its name in the leaf.

One word serves every room: fields of one name mean the same wherever they stand.
"""

from longbien.kernel.text import Text

_WORDS = """
about | Về | About
absence | Đợt vắng mặt | Absence
absence_id | Đợt vắng mặt | Absence
abstained | Phiếu trắng | Abstained
accepts | Nhận lời | Accepts
action | Hành động | Action
acts_for | Thay cho | In place of
address | Địa chỉ | Address
adopted | Được thông qua | Adopted
agent | Trình duyệt | Browser
amount | Số tiền | Amount
answer | Câu trả lời | Answer
answer_by | Phải trả lời trước | To be answered by
answers_sha256 | Mã kiểm tra câu trả lời (SHA-256) | Fingerprint of the answers (SHA-256)
apology | Lời xin vắng | Apology
apply_by | Nộp hồ sơ trước hết | To apply by
as_of | Tính đến | As of
asked | Điều được yêu cầu | What was asked
automatic | Tự động | Automatic
basis | Căn cứ | Basis
batch | Lô | Batch
batches | Các lô | Batches
before | Trước đó | Before
before_id | Mục trước | The one before
begins_at | Bắt đầu lúc | Begins at
begins_on | Bắt đầu | Begins on
bid | Giá trả | Bid
body | Hội đồng | Body
breaches | Vi phạm | Breaches
breaches_by_rule | Vi phạm theo quy tắc | Breaches by rule
broken | Dòng trái hợp đồng | Rows that break the contract
budget | Ngân sách | Budget
buy_out | Lần mua lại phần vốn công | Buy-out
buyer | Bên đặt hàng | Who orders
by_participant | Do chính người tham gia | By the participant
by_source | Theo nguồn công bố | By a published source
call | Lần gọi vốn | Capital call
called | Quyền được gọi | Right that is called
case | Hồ sơ | Case
case_id | Hồ sơ | Case
case_seq | Bước của hồ sơ | Step of the case
cases | Các hồ sơ | Cases
cells | Số ô | Cells
changed | Đã đổi | Changed
charged | Đã tính vào ngân sách | Charged
choice | Lựa chọn | Choice
claim | Yêu cầu bồi thường | Claim
close | Đợt đóng | Close
code | Mã | Code
codes | Các mã | Codes
commitment | Cam kết góp vốn | Commitment
company | Công ty | Company
concern | Phản ánh | Concern
consent_version | Phiên bản lời đồng ý | Version of the consent
contract_version | Phiên bản hợp đồng dữ liệu | Version of the contract
contribution | Khoản góp | Contribution
conversion | Lần chuyển đổi | Conversion
count | Số lượng | Count
country | Nước | Country
counts | Số đếm | Counts
covers | Bảo hiểm cho | Covers
credential | Chứng nhận | Credential
cube_id | Khối dữ liệu | Cube
data_sha256 | Mã kiểm tra dữ liệu (SHA-256) | Fingerprint of the data (SHA-256)
day | Ngày | Day
decision | Quyết định | Decision
declared | Điều đã khai | Declared
delegate | Người được uỷ quyền | Delegate
delegation | Uỷ quyền | Delegation
department_id | Sở, ngành | Department
deputy | Người làm thay | Deputy
description | Mô tả | Description
device | Thiết bị | Device
did | Việc đã làm | What was done
digest | Mã kiểm tra | Fingerprint
distribution | Phân chia | Distribution
document | Tài liệu | Document
document_id | Tài liệu | Document
documents | Tài liệu | Documents
dossier | Hồ sơ bằng chứng | Dossier
due | Hạn | Due
due_at | Hạn | Due
due_by | Phải xong trước | To be done by
due_on | Hạn nộp | Due on
edition | Ấn bản | Edition
email | Địa chỉ e-mail | E-mail address
end | Kết thúc | End
ended | Kết thúc lúc | Ended at
ends_at | Kết thúc lúc | Ends at
engine | Bộ máy | Engine
ends_on | Kết thúc | Ends on
entries | Các mục | Entries
entry | Bút toán | Ledger entry
entry_id | Mục trong sổ | Entry
epsilon | ε, phần triệu | ε, in millionths
event | Sự kiện | Event
events | Các sự kiện | Events
every | Chu kỳ | Every
evidence | Chứng cứ | Evidence
expires_at | Hết hạn lúc | Expires at
fee_id | Khoản phí | Fee
filed_on | Ngày nộp | Filed on
files | Các tệp | Files
final | Là bước cuối | Is the end
first | Đầu tiên | First
fleet | Đội phương tiện | Fleet
form | Biểu mẫu | Form
found | Con số đọc được | Figure found
fresh | Mới | New
fund | Quỹ | Fund
given | Đồng ý | Agreed
gone | Không còn | Gone
granted | Đồng ý cấp | Granted
group | Nhóm | Group
happened_at | Xảy ra lúc | Happened at
happened_on | Xảy ra ngày | Happened on
hash | Mã băm | Hash
holder | Người giữ | Holder
how | Cách thức | How
hub | Trung tâm | Hub
incident | Sự cố | Incident
instrument | Công cụ | Instrument
insurance | Bảo hiểm | Insurance
insurer | Bên bảo hiểm | Insurer
interest | Lợi ích liên quan | Interest
investment | Khoản đầu tư | Investment
investor | Nhà đầu tư | Investor
invitation | Lời mời | Invitation
is_clean | Quét không còn thấy | The scan found nothing
is_control | Tài khoản trung gian | Control account
is_demo | Dữ liệu minh hoạ | Demonstration data
is_indicative | Để tham khảo | Indicative
is_open | Đang mở | Is open
is_tied | Có ràng buộc | Tied
item | Nội dung họp | Item of the agenda
kept | Giữ nguyên | Kept
key_id | Khoá | Key
kind | Loại | Kind
known_at | Biết lúc | Known
kpis | Các chỉ tiêu | Measures
label | Tên gọi | Label
laboratory | Phòng thí nghiệm | Laboratory
language | Ngôn ngữ | Language
last | Cuối cùng | Last
late | Trễ hạn | Late
later_by_rule | Vi phạm về sau theo quy tắc | Later breaches by rule
lead | Người phụ trách | Lead
leaves | Các lá | Leaves
lesson | Bài học | Lesson
letter | Văn bản | Letter
letter_id | Văn bản | Letter
level | Mức khẩn cấp | How urgent
localities | Địa bàn | Localities
mac | Băm có khoá | Keyed hash
machine | Thiết bị | Machine
machines | Các thiết bị | Machines
made_on | Ngày đòi | Made on
mail | Cách nhận thư | Letters by mail
marked | Có dấu chìm | Watermarked
matter | Nội dung | Matter
may_overdraw | Được âm | May overdraw
means | Cách làm | Means
measure | Biện pháp | Measure
measured | KPI đo được | KPI as measured
media_type | Loại tệp | Kind of file
memo_sha256 | Mã kiểm tra bản ghi nhớ (SHA-256) | Fingerprint of the memo (SHA-256)
mentor | Người hướng dẫn | Mentor
method | Cách xác minh | Method
migrated | Đã chuyển | Taken over
months | Số tháng | Months
name | Tên | Name
needed | Cần có | Needed
note | Ghi chú | Note
note_id | Ghi chú | Note
notice | Thông báo góp vốn | Notice
number | Số | Number
numbers | Các số | Numbers
offer | Lần chào | Offer
offeror | Bên chào | Who offers
office | Chức trách | Office
officer | Cán bộ | Officer
on_behalf_of | Thay mặt | On behalf of
organisation | Tổ chức | Organisation
organisation_id | Tổ chức | Organisation
outline | Đường bao | Outline
owner | Chủ tài khoản | Owner
owner_id | Bên nộp hồ sơ | Applicant
pack | Bộ quy định | Rules
pack_version | Phiên bản quy định | Version of the rules
paid_on | Ngày trả | Paid on
parent_id | Hồ sơ gốc | Parent case
part | Phần | Part
parts | Các phần | Parts
payment | Lần chi trả | Payment
period | Kỳ | Period
person | Người | Person
person_id | Người | Person
persons | Số người | Persons
pitch | Bài trình bày | Pitch
place | Thứ tự hỏi | Place in the queue
plan_sha256 | Mã kiểm tra kế hoạch (SHA-256) | Fingerprint of the plan (SHA-256)
plan_version | Phiên bản kế hoạch | Version of the plan
policy | Hợp đồng bảo hiểm | Insurance policy
policy_sha256 | Mã kiểm tra điều kiện (SHA-256) | Fingerprint of the terms (SHA-256)
prev | Mục trước | The one before
price | Giá | Price
problem | Bài toán | Problem
problem_id | Bài toán | Problem
procedure | Thủ tục | Procedure
procedure_version | Phiên bản thủ tục | Version of the procedure
proceeds | Khoản thu | Proceeds
proposal_id | Đề nghị | Proposal
proved_at | Xác minh lúc | Proved at
provision | Quy định được miễn | Provision
publish | Được công bố | To be published
published | Công bố | Published
purpose | Mục đích | Purpose
quarantine_id | Lần cách ly | Quarantine
quorum | Số tối thiểu | Quorum
reach | Cách liên hệ | How to reach them
reactions | Các việc | Pieces of work
reason | Lý do | Reason
receipt_id | Biên nhận | Receipt
receipts | Mã kiểm tra các biên nhận | Fingerprints of the receipts
received_on | Ngày tiền về | Received on
recommendation | Kiến nghị | Recommendation
reference | Số tiếp nhận | Reference
refused | Bị từ chối vì | Refused because
regime | Chế độ thử nghiệm | Regime
regime_version | Phiên bản chế độ | Version of the regime
removed | Đã bỏ | Removed
renews | Gia hạn cho | Goes on from
replaces | Thay cho | Replaces
report | Báo cáo | Report
report_sha256 | Mã kiểm tra báo cáo (SHA-256) | Fingerprint of the report (SHA-256)
reverses | Đảo bút toán | Reverses
rights | Các quyền | Rights
role | Vai trò | Role
rooms | Các bộ phận | Parts of the hub
route | Tuyến | Route
rows | Số dòng | Rows
rule | Quy tắc | Rule
scale | Số chữ số lẻ | Scale
scope | Phạm vi | Scope
seats | Số vị trí | Seats
second_factor | Có bước xác minh thứ hai | With a second step
sector | Lĩnh vực | Sector
seen | Đã thấy | Seen
seq | Thứ tự | Sequence
serious | Nghiêm trọng | Serious
severity | Mức độ | Severity
sha256 | Mã kiểm tra (SHA-256) | Fingerprint (SHA-256)
shares | Số cổ phần | Shares
sheet | Bảng điều khoản số | Term sheet number
sheet_sha256 | Mã kiểm tra bảng điều khoản (SHA-256) | Fingerprint of the term sheet (SHA-256)
side | Bên | Side
since | Từ ngày | Since
site | Địa điểm | Site
size | Kích thước (byte) | Size (bytes)
source | Từ | From
source_version | Từ phiên bản | From version
stage | Giai đoạn | Stage
start | Bắt đầu | Start
starts_at | Bắt đầu lúc | Starts at
starts_on | Bắt đầu ngày | Starts on
state | Bước | State
statement_sha256 | Mã kiểm tra nội dung (SHA-256) | Fingerprint of the statement (SHA-256)
status | Tình trạng | Status
status_index | Vị trí trong danh sách tình trạng | Place in the status list
status_list | Danh sách tình trạng | Status list
step | Bước | Step
supplier | Bên nhận | Supplier
table | Bảng vốn | Cap table
tacit | Im lặng được coi là | Silence counted as
tags | Chuyên môn | Expertise
target | Đến | To
target_version | Đến phiên bản | To version
task_id | Việc được giao | Task
technique | Kỹ thuật định giá | Valuation technique
technologies | Công nghệ | Technologies
template | Mẫu | Template
template_version | Phiên bản mẫu | Version of the template
terms | Điều khoản | Terms
terms_sha256 | Mã kiểm tra điều khoản (SHA-256) | Fingerprint of the terms (SHA-256)
text | Nội dung | Text
text_version | Phiên bản lời | Version of the text
times | Các thời điểm | Times
timezone | Múi giờ | Time zone
title | Tên | Title
to_id | Người nhận | Given to
told | Lời kể | What was told
trial | Thử nghiệm | Trial
unit | Đơn vị | Unit
unreadable | Không đọc được | Unreadable
until | Đến ngày | Until
valuation | Định giá | Valuation
value | Giá trị | Value
valued_by | Bên định giá | Valued by
verb | Việc đã làm | What was done
verdict | Quyết định | Decision
version_id | Phiên bản | Version
voters | Người biểu quyết | Voters
votes | Phiếu | Votes
votes_against | Phiếu chống | Votes against
votes_for | Phiếu thuận | Votes for
weight | Mức độ | Weight
what | Cái gì | What
which | Cái nào | Which one
"""


def _read(line: str) -> tuple[str, Text]:
    name, vi, en = (part.strip() for part in line.split("|"))
    return name, Text.of(vi=vi, en=en)


FIELD_WORDS = dict(_read(line) for line in _WORDS.split("\n") if line)
