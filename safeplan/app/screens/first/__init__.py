"""The first launch: language, eight small pages, two passwords; nothing is written before."""
