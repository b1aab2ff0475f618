"""What runs apart from the server: whoever sends a file may have made it to harm whatever opens it.

Each of these is a process of its own that has none of the server's keys, settings or connections, reads one file,
may open nothing else, and ends by itself. Nothing here imports anything of ours but this folder.
"""
