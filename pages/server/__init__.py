"""What asgi.py mounts beside Streamlit, in plain Starlette: gate, sign-in pages, file routes."""
