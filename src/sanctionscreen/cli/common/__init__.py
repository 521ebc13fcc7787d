"""Options, rendering and warnings that commands share."""
