"""Measurements: each prints figures and ratios taken in one run."""
