"""What puts the studio on a machine. Standard library only."""
