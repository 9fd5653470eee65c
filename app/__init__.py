"""The window: a view onto the engine. It computes nothing; it submits jobs, reads the library and draws."""
