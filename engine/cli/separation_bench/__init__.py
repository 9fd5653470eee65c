"""The parts of ``aurax bench separation``: references, what is done to them, who is compared, figures, report."""
