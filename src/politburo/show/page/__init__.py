"""What every page has: colours of the one look, style, dark and light, and a policy that lets only its scripts run."""
