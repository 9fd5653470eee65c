"""Generators that are programs of their own: a card names the command, one JSON request goes in, a WAV comes out."""
