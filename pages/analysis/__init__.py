"""The leader's cockpit and the three comparisons."""
