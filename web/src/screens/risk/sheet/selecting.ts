// Where the cursor is in the grid, and the range that goes with it.

export interface Place {
  row: number;
  column: number;
}

/** The cell with the cursor, and the corner across of the range. */
export interface Selection {
  at: Place;
  to: Place;
}

export const one = (at: Place): Selection => ({ at, to: at });

export interface Range {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

export function rangeOf({ at, to }: Selection): Range {
  return {
    top: Math.min(at.row, to.row),
    bottom: Math.max(at.row, to.row),
    left: Math.min(at.column, to.column),
    right: Math.max(at.column, to.column),
  };
}

export function single({ at, to }: Selection): boolean {
  return at.row === to.row && at.column === to.column;
}

export interface Size {
  rows: number;
  columns: number;
  /** Rows that one sees at once. */
  page: number;
}

/** Where a key leads from a place; undefined when the key is no movement. */
export function moved(from: Place, key: string, far: boolean, size: Size): Place | undefined {
  const lastRow = size.rows - 1;
  const lastColumn = size.columns - 1;
  const to = (row: number, column: number): Place => ({
    row: Math.max(0, Math.min(lastRow, row)),
    column: Math.max(0, Math.min(lastColumn, column)),
  });
  switch (key) {
    case "ArrowUp":
      return far ? to(0, from.column) : to(from.row - 1, from.column);
    case "ArrowDown":
      return far ? to(lastRow, from.column) : to(from.row + 1, from.column);
    case "ArrowLeft":
      return far ? to(from.row, 0) : to(from.row, from.column - 1);
    case "ArrowRight":
      return far ? to(from.row, lastColumn) : to(from.row, from.column + 1);
    case "PageUp":
      return to(from.row - size.page, from.column);
    case "PageDown":
      return to(from.row + size.page, from.column);
    case "Home":
      return to(far ? 0 : from.row, 0);
    case "End":
      return to(far ? lastRow : from.row, lastColumn);
  }
  return undefined;
}

/** The next cell in the order of reading, or the one before; undefined at either end of the grid. */
export function next(from: Place, back: boolean, size: Size): Place | undefined {
  const n = from.row * size.columns + from.column + (back ? -1 : 1);
  if (n < 0 || n >= size.rows * size.columns) return undefined;
  return { row: Math.floor(n / size.columns), column: n % size.columns };
}
