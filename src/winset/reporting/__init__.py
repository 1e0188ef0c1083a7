"""The report: the document one hands on, as a page, Markdown, PDF or a word-processor file."""
