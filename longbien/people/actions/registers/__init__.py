"""Identity papers and registrations."""
