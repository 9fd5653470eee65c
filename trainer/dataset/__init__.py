"""Data sets: songs cut, captioned, split by artist, hashed; a finished one never changes."""
