"""What everyone may read of licences."""
