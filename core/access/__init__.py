"""People, roles, permissions, data scopes, menus and sign-in: who may do what to which organisations."""
