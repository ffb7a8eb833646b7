"""What the database itself holds of places: two bookings of one machine never overlap."""

from longbien.record.triggers import Trigger, register

TAKEN = """SELECT 1 FROM places_booking b WHERE b.machine_id = NEW.machine_id AND b.id <> NEW.id
  AND b.cancelled_at IS NULL AND b.starts_at < NEW.ends_at AND NEW.starts_at < b.ends_at"""

for verb in ("INSERT", "UPDATE"):
    register(
        Trigger(
            name=f"places_booking_alone_{verb.lower()}",
            model="places.Booking",
            when=f"BEFORE {verb}",
            sqlite=f"SELECT RAISE(ABORT, 'booked already') WHERE NEW.cancelled_at IS NULL AND EXISTS ({TAKEN});",
            postgresql=f"""
IF NEW.cancelled_at IS NULL AND EXISTS ({TAKEN}) THEN
  RAISE EXCEPTION 'booked already' USING ERRCODE = 'integrity_constraint_violation';
END IF;
RETURN NEW;""",
        )
    )
