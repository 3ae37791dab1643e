"""The screens of the topics."""
