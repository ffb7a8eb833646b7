"""What follows the calendar of a fund: management fees, and what a late closer pays to stand where the others stand."""
