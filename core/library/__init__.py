"""The library of indicators: what leaves of systems are made from, each with its versions."""
