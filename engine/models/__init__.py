"""Weights on this machine: cards, installation, verification, and loading that cannot run a stranger's code."""
