export function row(...cells) {
  process.stdout.write(`| ${cells.join(' | ')} |\n`);
}

/** Names of columns; all but the first hold numbers. */
export function heading(first, ...others) {
  row(first, ...others);
  row('---', ...others.map(() => '---:'));
}

export function whole(figure) {
  return Math.round(figure).toLocaleString('en');
}

export function ratio(figure, base) {
  return (figure / base).toFixed(2);
}

/** `0.71 (0.69 to 0.74)` */
export function ranging({ min, median, max }) {
  return `${median.toFixed(2)} (${min.toFixed(2)} to ${max.toFixed(2)})`;
}
