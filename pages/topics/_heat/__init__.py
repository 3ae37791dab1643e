"""The parts of the heat screen."""
