"""What a trial owes while it runs: full reports of incidents, reports of periods, answers, and by when."""
