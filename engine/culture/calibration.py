"""A marker's raw value as the share of a panel that says 4 or 5 of 5, shown as far as the panel agrees."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from engine.core.rating import DISAGREE, EVIDENCE, Calibration
from engine.core.score import CALIBRATED, MarkerScore


def calibrated(score: MarkerScore, calibration: Calibration | None) -> MarkerScore:
    """The score under a calibration; as it was where there is none, or nothing could be told.

    By the display rule (domain reference 4.7) raters who agree too little leave the evidence and take the number.
    """
    if calibration is None or score.value is None:
        return score
    alpha = "unknown" if calibration.alpha is None else f"{calibration.alpha:.2f}"
    if calibration.display == EVIDENCE:
        why = f"raters agree too little on this for a number (alpha {alpha}): the evidence is all that can be shown"
        return replace(score, value=None, interval=None, why=why)
    value = float(np.interp(score.value, calibration.raw, calibration.share))
    remark = f"; raters disagree (alpha {alpha})" if calibration.display == DISAGREE else ""
    return replace(
        score,
        value=round(value, 4),
        interval=(
            round(max(0.0, value - calibration.half_width), 4),
            round(min(1.0, value + calibration.half_width), 4),
        ),
        status=CALIBRATED,
        meaning=f"predicted share of {calibration.num_raters} raters who say 4 or 5 of 5: {score.meaning}{remark}",
    )
