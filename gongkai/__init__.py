"""gongkai: policy is data, law is arithmetic, conclusions are derived (see ARCHITECTURE.md)."""
