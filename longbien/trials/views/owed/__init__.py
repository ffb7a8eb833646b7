"""Pages of what a trial owes while it runs."""
