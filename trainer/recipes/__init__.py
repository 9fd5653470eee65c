"""What can be trained, and how."""
