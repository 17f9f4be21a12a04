"""Judges what is stored: pages, files, the last cycle, issues and crops."""
