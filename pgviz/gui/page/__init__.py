"""A page of arithmetic on the screen: text that can be selected, numbers that can be asked."""
