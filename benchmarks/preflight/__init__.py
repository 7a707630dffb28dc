"""How fast preflight is, and how frugal: `book` is the work, `measuring` measures it."""
