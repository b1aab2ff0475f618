"""Attacks on the gate: what somebody could learn about one young person from all that managers are shown.

`make attack` runs them at full size and writes docs/attack.md; the ordinary tests run them small.
"""
