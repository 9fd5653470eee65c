"""Training: data sets, recipes, and what watches over them. Imports the engine, never the window."""
