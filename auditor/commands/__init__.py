"""One module a command: what the command line calls."""
