"""The working-day calendar: which days count, who announced them, and deadlines counted in them."""
