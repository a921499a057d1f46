"""The only reader of ``gongkai/packs``: files in, frozen typed schemes or every problem out."""
