"""Result editions: frozen, hashed and read by screens, exports and reports alike."""
