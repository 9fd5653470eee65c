"""Our own composer and synthesizer: no weights, no network, every note known."""
