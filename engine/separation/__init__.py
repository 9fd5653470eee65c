"""Splitting a mixture into stems: one chunk loop, and one module per separator behind a table of loaders."""
