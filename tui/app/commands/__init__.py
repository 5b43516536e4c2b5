"""What commands do that ask something or change the review, by subject.

A command is a method `command_<id>`; one that asks is a coroutine. Views have commands of their own.
"""
