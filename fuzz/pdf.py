"""PDF files."""

from harness import document, main


def _seed() -> bytes:
    body = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
        "<< /Length 44 >>\nstream\nBT /F 12 Tf 9 9 Td (Aid would return.) Tj ET   \nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    text, places = "%PDF-1.4\n", []
    for number, one in enumerate(body, 1):
        places.append(len(text))
        text += f"{number} 0 obj\n{one}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    text += f"xref\n0 6\n0000000000 65535 f \n{table}trailer << /Root 1 0 R /Size 6 >>\nstartxref\n{len(text)}\n%%EOF\n"
    return text.encode()


SEEDS = [_seed()]


def read(data: bytes) -> object:
    """Read a PDF."""
    return document(data, "paper.pdf")


if __name__ == "__main__":
    main(read, SEEDS)
