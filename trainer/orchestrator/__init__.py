"""Trains for weeks under supervision: costs, milestones with go / no-go, an idle watchdog, files a person can check.

``seam`` says what a training must offer, ``orchestrate`` drives it, ``plan`` is what the user may set. See
docs/how-to/orchestrate-a-training.md.
"""
