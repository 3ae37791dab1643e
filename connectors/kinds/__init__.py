"""One file a way of reaching a source; they never see each other."""
