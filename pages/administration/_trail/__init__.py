"""Parts of the trail screen."""
