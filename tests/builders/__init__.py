"""Ready-made worlds for the tests: databases, people, moments."""
