"""Answers: which staff permission does the plugin add to the shop?"""

from __future__ import annotations

APP_LABEL = "w2p"
MANAGE_WEB_TO_PRINT = "manage_web_to_print"
MANAGE_WEB_TO_PRINT_NAME = "MANAGE_WEB_TO_PRINT"
MANAGE_WEB_TO_PRINT_LABEL = "Manage web to print."
FULL_CODENAME = f"{APP_LABEL}.{MANAGE_WEB_TO_PRINT}"
