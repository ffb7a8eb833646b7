"""What the officer's desk and the supervisor's page reckon with: pure rules."""
