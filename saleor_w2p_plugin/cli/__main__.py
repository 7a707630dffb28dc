"""`python -m saleor_w2p_plugin.cli` is the console script `w2p`."""

import sys

from saleor_w2p_plugin.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
