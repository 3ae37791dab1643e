"""The section 数据采集."""
