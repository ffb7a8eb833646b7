"""What the workbench draws and proposes."""
