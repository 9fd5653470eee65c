"""Playback in a process of its own, so that nothing the window does can be heard."""
