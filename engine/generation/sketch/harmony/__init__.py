"""Harmony of the composer: progressions, reharmonisation, voicings and voice leading."""
