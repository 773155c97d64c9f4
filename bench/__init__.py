"""The design's figures, measured as ratios in one run; see bench/README.md."""
