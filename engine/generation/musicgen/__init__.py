"""MusicGen on the user's own machine: its published files, a decoder of our own, and audiocraft's as a reference."""
