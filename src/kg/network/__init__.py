"""Networks: edges of the graph with the claims behind them, and fixed positions to draw them at."""
