"""Writes the workbook of a bureau."""
