"""Composite indices that others have published, computed again from the inputs they printed."""
