"""The keyed pattern of the watermark: which cell of time and frequency goes up, which down, and how bits ride on it.

A cell is one of 64 bands for 48 ms; 168 slots make a period of 8.06 s, which repeats. 4,096 cells, drawn by the key,
always carry the same signs: by them the mark is found. The other 6,656 carry 48 bits in four words of 12: the 32 bits
of the payload and their checksum. A word is a row of a Walsh–Hadamard matrix with a sign (a bi-orthogonal code), so
that one correlation with 2,048 rows reads 12 bits at once.

The principle is the patchwork of Bender, Gruhl, Morimoto and Lu, "Techniques for data hiding", IBM Systems Journal
35 (1996), on log magnitudes with a spread-spectrum key as Kirovski and Malvar, "Spread-spectrum watermarking of audio
signals", IEEE Trans. Signal Processing 51 (2003).
"""

from __future__ import annotations

import binascii
import hashlib
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

NUM_BANDS, NUM_SLOTS, SLOT_SECONDS = 64, 168, 0.048
PERIOD_SECONDS = NUM_SLOTS * SLOT_SECONDS
NUM_SYNC, NUM_WORDS, WORD_BITS = 4_096, 4, 12
PAYLOAD_BITS = 32
_ROWS = 1 << (WORD_BITS - 1)
_LOWEST_HZ, _NARROWEST_HZ, _RELATIVE_WIDTH = 300.0, 47.0, 0.04
"""Below 300 Hz nothing is touched: there lie the log drum and the bass. A band of 4 % holds a speed change of 1 %."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Pattern:
    """What a key means. ``signs`` of all cells ``[bands, slots]``; ``sync`` says which always carry them.

    ``words`` holds for each word the flat indices of its cells, in the order of the code's chips.
    """

    signs: Floats
    sync: NDArray[np.bool_]
    words: tuple[NDArray[np.intp], ...]


def band_edges() -> Floats:
    """The 65 edges in Hz, from 300 Hz to about 7 kHz."""
    edges = [_LOWEST_HZ]
    for _ in range(NUM_BANDS):
        edges.append(edges[-1] + max(_NARROWEST_HZ, _RELATIVE_WIDTH * edges[-1]))
    return np.array(edges)


def coverage(frequencies: NDArray[Any], edges: Floats) -> Floats:
    """Share ``[bands, bins]`` of each bin that lies in each band; a bin is as wide as ``frequencies`` are apart."""
    width = frequencies[1] - frequencies[0]
    low, high = frequencies - width / 2, frequencies + width / 2
    inside = np.minimum(high, edges[1:, None]) - np.maximum(low, edges[:-1, None])
    return np.asarray(np.clip(inside, 0.0, None) / width)


def pattern_of(key: bytes) -> Pattern:
    """The pattern of a key; the same on every machine, since it rests on SHAKE-256 alone."""
    cells = NUM_BANDS * NUM_SLOTS
    drawn = np.frombuffer(hashlib.shake_256(b"aurax mark order\0" + key).digest(8 * cells), dtype="<u8")
    order = np.argsort(drawn, kind="stable")
    raw = np.frombuffer(hashlib.shake_256(b"aurax mark signs\0" + key).digest(cells // 8), dtype=np.uint8)
    signs = np.unpackbits(raw).astype(np.float64) * 2.0 - 1.0
    sync = np.zeros(cells, dtype=bool)
    sync[order[:NUM_SYNC]] = True
    words = tuple(np.array_split(order[NUM_SYNC:], NUM_WORDS))
    return Pattern(signs.reshape(NUM_BANDS, NUM_SLOTS), sync.reshape(NUM_BANDS, NUM_SLOTS), words)


def signs_with(pattern: Pattern, payload: int) -> Floats:
    """The signs ``[bands, slots]`` that are embedded for a payload of 32 bits.

    Raises:
        ValueError: If the payload has more than 32 bits.
    """
    if not 0 <= payload < 1 << PAYLOAD_BITS:
        raise ValueError(f"payload must have {PAYLOAD_BITS} bits, got {payload}")
    whole = payload << 16 | _checksum(payload)
    signs = pattern.signs.copy().reshape(-1)
    for number, cells in enumerate(pattern.words):
        word = whole >> (WORD_BITS * number) & ((1 << WORD_BITS) - 1)
        signs[cells] *= _chips(word % _ROWS, len(cells)) * (1.0 if word < _ROWS else -1.0)
    return signs.reshape(NUM_BANDS, NUM_SLOTS)


def read_payload(pattern: Pattern, folded: Floats) -> int | None:
    """The payload in cells that were aligned by the sync; None where the checksum denies it.

    Args:
        pattern: Of the key.
        folded: What was heard in each cell ``[bands, slots]``.
    """
    soft = (folded * pattern.signs).reshape(-1)
    whole = 0
    for number, cells in enumerate(pattern.words):
        scores = _walsh(soft[cells])
        best = int(np.argmax(np.abs(scores)))
        word = best if scores[best] >= 0.0 else best + _ROWS
        whole |= word << (WORD_BITS * number)
    payload = whole >> 16
    return payload if _checksum(payload) == whole & 0xFFFF else None


def _checksum(payload: int) -> int:
    """CRC-16/CCITT of the four bytes."""
    return binascii.crc_hqx(payload.to_bytes(4, "big"), 0xFFFF)


def _chips(row: int, length: int) -> Floats:
    """Row of the Walsh–Hadamard matrix in its natural order, cut to ``length``."""
    overlap = np.arange(length) & row
    parity = np.zeros(length, dtype=np.int64)
    for bit in range(WORD_BITS):
        parity ^= overlap >> bit & 1
    return np.asarray(1.0 - 2.0 * parity, dtype=np.float64)


def _walsh(values: Floats) -> Floats:
    """Correlation with every row at once (fast Walsh–Hadamard transform); missing chips count as nothing heard."""
    work = np.zeros(_ROWS)
    work[: len(values)] = values
    half = 1
    while half < _ROWS:
        pairs = work.reshape(-1, 2, half)
        work = np.stack((pairs[:, 0] + pairs[:, 1], pairs[:, 0] - pairs[:, 1]), axis=1).reshape(-1)
        half *= 2
    return work
