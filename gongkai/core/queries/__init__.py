"""The only readers of the core's tables for screens. Every query takes the viewer."""
