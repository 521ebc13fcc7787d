"""One module a script, each offering `read`: a run of that script to lower-case Latin letters and spaces."""
