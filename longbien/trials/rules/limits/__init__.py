"""What a plan may limit besides its areas, hours and caps: zones, holidays, altitude, the fleet, wear and tear."""
