"""Prints the JSON Schema of targets.yaml."""

import argparse

from auditor.targets import schema_text
from auditor.terminal import Exit, out


def print_schema(arguments: argparse.Namespace) -> int:
    """`auditor targets schema`"""
    out(schema_text(arguments.lang))
    return Exit.OK
