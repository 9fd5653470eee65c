"""What leaves the studio: files that other programs read. Writers take core types and appear whole or not at all."""
