"""Reports for people: what an update does to the alerts, in text and as a page."""
