"""Names as arrays: vocabulary, token ids, weights, hashes."""
