"""What both sides of a workbook share: columns, cells, texts and dates."""
