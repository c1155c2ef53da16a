"""Use cases over the ports. `open_services` is the composition root."""
