"""The pictures of the lessons: each ends one misunderstanding."""
