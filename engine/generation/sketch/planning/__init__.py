"""The parts of a plan: length, form, band, chords, groove, log drum, sounds, mix."""
