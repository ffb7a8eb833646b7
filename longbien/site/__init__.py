"""The site: settings, URL and API assembly, the home page, search across rooms, start-up and the command line."""
