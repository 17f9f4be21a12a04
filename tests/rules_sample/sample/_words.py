"""A helper that the rules of this folder share."""

import re

FILE_NAME = re.compile(r"[\w-]+\.(?:gif|jpe?g|png|svg|webp)", re.IGNORECASE)
