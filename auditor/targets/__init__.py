"""targets.yaml as Targets; every error of the file is told at once, with its line and its cure.

marked reads YAML and keeps line numbers, section hands out the values of one mapping, addresses knows URLs
and folders, document knows the keys.
"""

from auditor.targets.document import file_name, load

__all__ = ["file_name", "load"]
