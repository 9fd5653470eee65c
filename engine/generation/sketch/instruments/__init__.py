"""Our own instruments: synthesis from published equations, one idea per file. No sample and no recording is used."""
