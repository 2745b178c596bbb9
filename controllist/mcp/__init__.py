"""The questions as tools for an assistant (`tools`), offered by the Model Context Protocol (`protocol`)."""
