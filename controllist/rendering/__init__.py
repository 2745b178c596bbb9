"""Results as text, Markdown, HTML and JSON; nothing here decides anything."""
