"""Pictures and clips of what the window shows, and the menu that offers them."""
