"""What the law and the hub ask of whoever holds data of persons: clocks, thresholds, dossiers, the register."""
