"""The parts of the screen on which systems are designed."""
