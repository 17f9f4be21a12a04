"""Reads workbooks that come back, and merges what people typed."""
