"""What is owed to persons whose data are held: weighed, assessed, told, erased."""
