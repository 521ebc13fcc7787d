"""File parsers that list readers share: XML, XLSX, delimited text, free text."""
