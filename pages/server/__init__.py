"""What asgi.py mounts beside Streamlit, in plain Starlette: the gate, the sign-in pages and the file routes."""
