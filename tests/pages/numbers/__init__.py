"""Two screens never disagree: every number shown or exported is claimed, and is the engine's own."""
