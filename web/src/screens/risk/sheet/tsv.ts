// Ranges in the clipboard as spreadsheets write them: tabs between cells, lines
// between rows, and quotes around a cell that holds either.

export function toTSV(rows: string[][]): string {
  return rows.map((cells) => cells.map(quoted).join("\t")).join("\r\n");
}

function quoted(cell: string): string {
  return /[\t\r\n"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

export function fromTSV(text: string): string[][] {
  const rows: string[][] = [];
  let cells: string[] = [];
  let cell = "";
  let inside = false;
  const endCell = () => {
    cells.push(cell);
    cell = "";
  };
  const endRow = () => {
    endCell();
    rows.push(cells);
    cells = [];
  };
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (inside) {
      if (c !== '"') cell += c;
      else if (text[i + 1] === '"') cell += text[++i];
      else inside = false;
    } else if (c === '"' && cell === "") inside = true;
    else if (c === "\t") endCell();
    else if (c === "\n") endRow();
    else if (c !== "\r") cell += c;
    else if (text[i + 1] !== "\n") endRow();
  }
  if (cell !== "" || cells.length > 0) endRow();
  return rows;
}
