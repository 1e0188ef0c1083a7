// Going about a table of fields as in a spreadsheet: with the arrow keys, and by pasting cells.

/** Arrow keys and Enter lead to the next field; to the left and right from the end of what stands in one. */
export function stepped(event) {
  const { target } = event;
  const inLine = [...target.closest("tr").querySelectorAll("input")];
  const place = inLine.indexOf(target);
  const lines = [...target.closest("tbody").querySelectorAll("tr[data-row]")];
  const line = lines.indexOf(target.closest("tr"));
  const whole = target.selectionStart === 0 && target.selectionEnd === target.value.length;
  const at = (number) => lines[number]?.querySelectorAll("input")[place];
  const next = {
    ArrowUp: () => at(line - 1),
    ArrowDown: () => at(line + 1),
    Enter: () => at(line + 1),
    ArrowLeft: () => (whole || target.selectionEnd === 0 ? inLine[place - 1] : null),
    ArrowRight: () => (whole || target.selectionStart === target.value.length ? inLine[place + 1] : null),
  }[event.key]?.();
  if (!next) return;
  event.preventDefault();
  next.focus();
  next.select();
}

/** Cells of a spreadsheet fill the fields from here on, to the right and down; gives the cells of the table touched. */
export function pasted(event) {
  const { target } = event;
  const text = event.clipboardData.getData("text/plain").replace(/\r?\n$/, "");
  if (!target.matches("input") || !/[\t\n]/.test(text)) return new Set();
  event.preventDefault();
  const place = [...target.closest("tr").querySelectorAll("input")].indexOf(target);
  const lines = [...target.closest("tbody").querySelectorAll("tr[data-row]")];
  const first = lines.indexOf(target.closest("tr"));
  const touched = new Set();
  text.split(/\r?\n/).forEach((line, down) => {
    const fields = lines[first + down]?.querySelectorAll("input") ?? [];
    line.split("\t").forEach((value, right) => {
      const field = fields[place + right];
      if (!field) return;
      field.value = value.trim();
      touched.add(field.closest("td"));
    });
  });
  return touched;
}
