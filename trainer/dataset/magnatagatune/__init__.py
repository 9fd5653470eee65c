"""MagnaTagATune as an interim corpus: to rehearse the whole way while one's own collection grows.

What it is: 25,863 clips of 29 seconds, 16 kHz, mono, MP3 at 32 kbit/s, with 188 yes-or-no tags that people gave in a
game. What it is not: amapiano. No tag says amapiano, kwaito, log drum or shaker; nothing above 8 kHz can be learnt from
it; its licence (CC BY-NC-SA 3.0, the music by-nc-sa 1.0) forbids commercial use and passes to what is trained on it.
"""
