"""Customer files in: bytes to rows, rows to queries or rejections."""
