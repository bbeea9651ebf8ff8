"""Many runs of a scenario, kept in a folder: plan → runner → store → reader."""
