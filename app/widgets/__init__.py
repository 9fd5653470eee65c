"""Building blocks. They know Qt, the theme and core types; nothing else."""
