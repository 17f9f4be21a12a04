"""Audits a metropolis's web sites and keeps the improvement plan of every bureau."""

__version__ = "0.1.0"
