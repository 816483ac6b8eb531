"""The platforms: one folder each, speaking its wire protocol; plain dataclasses in and out, no Django models."""
