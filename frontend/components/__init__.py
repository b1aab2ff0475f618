"""The parts every face is made of: template, style, script and test of each in a folder of its own."""
