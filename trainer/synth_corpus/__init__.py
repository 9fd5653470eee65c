"""Endless multitracks of our own with exact truth: composed, played and mixed on the fly, never the same twice.

An item is a window of a composed piece, rendered with instruments from far beyond good taste, then treated as records
and uploads are treated. Ranges are those of the domain reference, section 5.3.
"""
