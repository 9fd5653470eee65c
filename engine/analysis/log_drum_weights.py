"""Weights of the log drum's quadratic logistic model (see ``log_drum_evidence``): numbers only.

STEM, a log drum as it was played: fitted to 1 850 rendered clips; 94% of the calls right on 590 others (area under the
curve 0.99). SEPARATED, as the spectral separator leaves it, without its burst and with half of its odd harmonics: the
same clips and, three times, 640 stems separated from rendered mixtures (log drum, bass, drums). The repetition was
chosen on 95 stems; on 223 with no part in fit or choice 87% are right (0.95): 89% of the log drums found, where STEM
finds 15%, and 21% of drum stems taken for one. MIXTURE: 1 850 rendered clips; 87% right (0.94). False alarms there:
kit 5%, kick 21%, ebass 34%, 808 18%, tom 14%.

The product judges stems by their strokes (``engine.culture.log_drum_song``), which this room does not know. STEM and
SEPARATED decide where nobody has judged: for callers of ``analyze`` alone, and in the bench of separators for those
that have no opinion of their own.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """Bias; mean and deviation of each feature; weights of the features, then of their products.

    Products run through the upper triangle by rows.
    """

    bias: float
    mean: tuple[float, ...]
    deviation: tuple[float, ...]
    linear: tuple[float, ...]
    products: tuple[float, ...]


# fmt: off
STEM = Weights(
    bias=1.46,
    mean=(
        1.06, 0.54, 0.38, -1.45, 0.89, 0.1, 1.72, 0.3, 0.62, 0.7,
    ),
    deviation=(
        0.85, 0.46, 2.26, 1.69, 0.17, 0.24, 0.79, 0.14, 0.21, 0.22,
    ),
    linear=(
        2.35, 0.71, -0.5, 1.1, 0.13, -1.32, 0.59, 0.59, 0.73, -0.63,
    ),
    products=(
        -0.46, -0.39, -0.17, 0.22, 0.97, -0.59, 0.19, 0.59, 0.19, -0.18, 0.04, 0.44, -0.19, 0.01, 0.03, 0.16,
        -0.16, 0.14, 0.15, 0.37, 1.21, 0.29, -0.75, 0.11, -0.07, 0.32, 0.04, -1.25, -0.24, 0.9, 0.1, -0.08,
        0.04, -0.09, -0.37, -0.21, -0.02, -0.22, -0.08, -0.24, -0.2, 0.59, 0.14, -0.33, -0.27, -0.29, 0.08,
        0.05, -0.36, 0.12, -0.06, 0.02, -0.72, -0.03, -0.14,
    ),
)
SEPARATED = Weights(
    bias=0.52,
    mean=(
        0.63, 0.62, 0.21, -1.35, 0.85, 0.07, 2.21, 0.36, 0.61, 0.72,
    ),
    deviation=(
        0.83, 0.61, 1.89, 1.65, 0.22, 0.19, 0.94, 0.17, 0.17, 0.22,
    ),
    linear=(
        1.15, 0.93, -0.11, 1.73, 1.33, -0.03, 0.7, -0.23, 0.61, -0.0,
    ),
    products=(
        -0.39, -0.53, 0.16, -0.41, -0.15, -0.22, -0.4, -0.06, 0.51, -0.08, -0.49, 0.44, -0.8, -0.1, 0.01,
        0.22, -0.29, 0.28, -0.3, -0.11, 2.19, 1.43, -0.97, 0.07, 0.35, 0.09, -0.32, -1.56, -0.91, 1.15, 0.3,
        0.11, 0.18, 0.01, -0.53, -0.23, 0.92, -1.07, -0.28, 0.06, -0.39, 0.51, 0.58, -0.12, -0.5, 0.09, -0.79,
        -0.09, 0.45, -0.31, 0.1, 0.09, -0.42, -0.17, -0.12,
    ),
)
MIXTURE = Weights(
    bias=1.19,
    mean=(
        0.66, 0.45, 0.06, -1.17, 0.82, 0.07, 2.23, 0.35, 0.61, 0.91,
    ),
    deviation=(
        0.65, 0.36, 1.33, 1.39, 0.17, 0.21, 0.74, 0.14, 0.17, 0.13,
    ),
    linear=(
        0.85, 0.74, 0.01, 0.4, -0.07, -0.49, 0.36, 0.31, 0.41, 0.01,
    ),
    products=(
        -0.22, -0.37, -0.06, 0.21, 0.73, -0.39, -0.12, 0.44, 0.18, -0.18, -0.1, 0.15, -0.17, 0.17, 0.15, 0.36,
        -0.06, 0.11, 0.2, 0.11, 0.4, 0.3, -0.13, 0.21, 0.02, -0.03, -0.05, -0.32, -0.1, 0.08, -0.19, -0.09,
        0.08, 0.08, -0.32, -0.28, -0.08, -0.25, -0.07, 0.06, -0.12, -0.13, 0.01, -0.2, -0.09, -0.21, -0.1,
        0.05, 0.0, -0.15, -0.1, -0.08, -0.35, 0.06, -0.07,
    ),
)
# fmt: on
