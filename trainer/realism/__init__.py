"""Multitracks nearer to records: sung words, sampled instruments and drums, and bands that know no log drum.

Training-time material only. SoundFonts, one-shots and the speech synthesiser come from the distribution's packages
(``packages``) and are not part of the product; an item is a ``trainer.synth_corpus`` item whose roles are played by
something else than our instruments (``Source.sounds``), or whose piece was written by ``bands``.
"""
