"""The parts of the screen that looks at responses."""
