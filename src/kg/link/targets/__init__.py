"""Outside datasets that things are linked to: one module for each way of reaching one."""
