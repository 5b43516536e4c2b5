"""The app: shows the workspace and asks the reviewer. The only folder that imports textual."""
