"""Whole screens. Each puts widgets together and speaks through signals; none knows the job pool or the library."""
