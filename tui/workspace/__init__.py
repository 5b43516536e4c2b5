"""A library and one review of it, joined: what the app, the command line and the reports ask."""

from tui.workspace.joined import Workspace, open_workspace

__all__ = ["Workspace", "open_workspace"]
