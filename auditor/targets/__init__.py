"""targets.yaml as Targets; every error of the file is told at once, with its line and its cure.

marked reads YAML and keeps line numbers, section hands out the values of one mapping, addresses knows URLs
and folders, keys lists the keys with their bounds, document reads them, schema makes the JSON Schema of them.
"""

from auditor.targets.reader import file_name, load
from auditor.targets.schema import schema, schema_text

__all__ = ["file_name", "load", "schema", "schema_text"]
