"""What the database itself keeps of this room: what is never changed, and in which order a right's steps may come."""

from longbien.record.triggers import Trigger, append_only, register

append_only("capital.Pack", "capital.Terms", "capital.Clause", "capital.Receipt", "capital.Accrual")
append_only("capital.Spent", "capital.Payout", "capital.BuyOutPart")

append_only(
    "capital.Contribution", "capital.Agreement", "capital.Signature", "capital.Entitlement", "capital.Quota",
    "capital.Offer", "capital.RightStep",
)  # fmt: skip

append_only(
    "capital.DealStep", "capital.Memo", "capital.MemoFile", "capital.TermSheet", "capital.RoomDocument",
    "capital.RoomRemoval", "capital.RoomEntry", "capital.RoomBar", "capital.RoomTake", "capital.CapTable",
    "capital.DemoDay", "capital.Pitch", "capital.PitchInterest",
    "capital.Appropriation", "capital.Order", "capital.Part", "capital.OrderStep", "capital.Solution",
    "capital.SolutionPart", "capital.SolutionStep",
)  # fmt: skip

append_only(
    "capital.Cohort", "capital.CohortPlace", "capital.CohortStep", "capital.Mentor", "capital.MentorAnswer",
    "capital.CohortNote", "capital.FollowOn", "capital.FollowOnStep",
)  # fmt: skip

BEFORE = "(SELECT 1 FROM capital_rightstep s WHERE s.offer_id = NEW.offer_id AND s.entitlement_id = NEW.entitlement_id"
UNASKED = f"NEW.step = 'notified' AND NOT EXISTS {BEFORE} AND s.step = 'triggered')"
UNTOLD = f"NEW.step IN ('exercised', 'waived', 'lapsed') AND NOT EXISTS {BEFORE} AND s.step = 'notified')"
# One at a time: nobody is notified, nor answers, while somebody before them has not answered.
EARLIER = """NEW.step <> 'triggered' AND EXISTS (SELECT 1 FROM capital_rightstep q WHERE q.offer_id = NEW.offer_id
  AND q.step = 'triggered' AND q.place < NEW.place AND NOT EXISTS (SELECT 1 FROM capital_rightstep a
  WHERE a.offer_id = q.offer_id AND a.entitlement_id = q.entitlement_id AND a.step IN ('waived', 'lapsed')))"""

register(
    Trigger(
        name="capital_steps_in_order",
        model="capital.RightStep",
        when="BEFORE INSERT",
        sqlite=f"""
SELECT RAISE(ABORT, 'not triggered') WHERE {UNASKED};
SELECT RAISE(ABORT, 'not notified') WHERE {UNTOLD};
SELECT RAISE(ABORT, 'not their turn') WHERE {EARLIER};""",
        postgresql=f"""
IF ({UNASKED}) OR ({UNTOLD}) OR ({EARLIER}) THEN
  RAISE EXCEPTION 'a step out of order' USING ERRCODE = 'integrity_constraint_violation';
END IF;
RETURN NEW;""",
    )
)
