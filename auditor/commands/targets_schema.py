"""Prints the JSON Schema of targets.yaml."""

import argparse

from auditor.console import Exit, out
from auditor.targets import schema_text


def print_schema(arguments: argparse.Namespace) -> int:
    """`auditor targets schema`"""
    out(schema_text(arguments.lang))
    return Exit.OK
