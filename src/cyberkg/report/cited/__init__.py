"""Sheets: sections of lines that cite their sentences. What a dossier and a report of changes share.

told       facts as the named queries give them, each with its sentence
lines      facts -> lines: those that say the same share one
agreement  which values of one thing cannot all be right
model      Sheet, Section, Line, Source
notes      sentences numbered, so that lines cite them
text, page, records   a sheet written down: terminal, Markdown, HTML, JSON, CSV
"""
