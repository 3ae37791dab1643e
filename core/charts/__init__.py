"""Rows in, plotly figure out: one file a chart, one house style, and pictures of them."""
