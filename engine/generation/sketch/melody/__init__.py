"""Motifs, contours and the search for pitches: what riffs, solos and voices are made of."""
