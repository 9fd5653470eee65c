"""From a log-drum stem to the instrument that played it: hits, one-shots, notes and slides (``recover``)."""
