"""The five markers, one file each: what each measures, bar by bar."""
