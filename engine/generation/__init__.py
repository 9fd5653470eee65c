"""Pieces from words: prompt → wishes → blueprint → composition → stems. See ``docs/architecture.md``."""
