"""A real server of the product for the tests that need one: its process, its people, its websocket."""
