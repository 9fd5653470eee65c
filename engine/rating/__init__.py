"""Blind listening tests: sessions, votes, statistics, and the calibration they feed."""
