"""The parts of ``aurax bench analysis``: annotated songs, who hears them, scores, what is promised, report."""
