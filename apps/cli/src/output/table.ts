const GAP = '  ';

/** Lines of a table with its columns aligned; the last column is as long as its text. Line breaks in cells become spaces. */
export function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = [head, ...rows].map((row) => row.map(onOneLine));
  const widths = head.map((_, column) => Math.max(...cells.map((row) => (row[column] ?? '').length)));
  return cells
    .map((row) =>
      row
        .map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0)))
        .join(GAP)
        .trimEnd(),
    )
    .join('\n');
}

/** Text from a store on one line and without control characters, which could make a terminal show something else. */
export function onOneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}
