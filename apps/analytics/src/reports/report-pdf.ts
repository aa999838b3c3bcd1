import { drawDocument, type PageColumn, type Sheets, type TextStyle, type TypesetLine } from '@redress/outgoing';
import { instantWords, text } from '@redress/texts';
import { cellWords, positionWords, type ReportDocument, type ReportTable } from './report-tables.js';

/** In points, 72 to the inch. */
const MARGIN = 50;
const FOOT = 30;
const LINE = 1.6;
const GAP = 14;
const CELL_PADDING = 3;
const WORDS_WEIGHT = 2;

const TITLE: TextStyle = { weight: 'bold', size: 17 };
const HEADING: TextStyle = { weight: 'bold', size: 12 };
const HEAD_CELL: TextStyle = { weight: 'bold', size: 9 };
const CELL: TextStyle = { weight: 'regular', size: 9 };
const PLAIN: TextStyle = { weight: 'regular', size: 10 };
const SMALL: TextStyle = { weight: 'regular', size: 8 };
const DARK = '#444444';
const LIGHT = '#cccccc';

/** Draws a report on A4, in Persian from right to left. `compress` is false only in specs. */
export function reportPdf(report: ReportDocument, { compress = true } = {}): Promise<Uint8Array> {
  const { language, name } = report;
  const writtenAt = report.tables[0]?.standing.asOf ?? new Date(0).toISOString();
  const options = { margin: MARGIN, language, title: name, writtenAt, compress };
  return drawDocument(options, (sheets) => new Drawing(sheets, report).draw());
}

/** A row of a table, broken into the lines of each cell. */
type BrokenRow = readonly (readonly TypesetLine[])[];

class Drawing {
  private readonly width: number;
  private readonly bottom: number;
  private y = MARGIN;

  constructor(
    private readonly sheets: Sheets,
    private readonly report: ReportDocument,
  ) {
    this.width = sheets.width - 2 * MARGIN;
    this.bottom = sheets.height - MARGIN - FOOT;
  }

  draw(): void {
    const { sender, name, period, tables, language } = this.report;
    for (const line of sender) this.paragraph(line, SMALL);
    this.paragraph(name, TITLE);
    this.paragraph(period, PLAIN);
    this.paragraph(text(language, 'report.small-cells'), SMALL);
    for (const table of tables) this.table(table);
    this.sheets.onEach((page, pages) => {
      const line = this.sheets.lines(text(language, 'report.page', { page, pages }), this.width, SMALL)[0] ?? [];
      this.sheets.draw(line, this.whole, this.sheets.height - MARGIN, SMALL, 'end');
    });
  }

  private get whole(): PageColumn {
    return { x: MARGIN, width: this.width };
  }

  private paragraph(words: string, style: TextStyle): void {
    for (const line of this.sheets.lines(words, this.width, style)) {
      this.require(style.size * LINE);
      this.sheets.draw(line, this.whole, this.y, style);
      this.y += style.size * LINE;
    }
  }

  private table({ title, rowName, columns, rows, standing, leftOut }: ReportTable): void {
    const { language, timeZone } = this.report;
    const widths = widthsOf(this.width, columns.length, rows);
    const places = this.sheets.columns(MARGIN, widths);
    const head = this.broken([rowName, ...columns], widths, HEAD_CELL);
    this.y += GAP;
    // A heading alone at the end of a page heads nothing.
    this.require(HEADING.size * LINE + heightOf(head, HEAD_CELL) + 2 * CELL.size * LINE);
    this.paragraph(title, HEADING);
    this.row(head, places, HEAD_CELL, DARK);
    for (const { name, cells } of rows) {
      const row = this.broken([name, ...cells.map((cell) => cellWords(cell, language))], widths, CELL);
      if (this.y + heightOf(row, CELL) > this.bottom) {
        this.nextPage();
        this.row(head, places, HEAD_CELL, DARK);
      }
      this.row(row, places, CELL, LIGHT);
    }
    if (rows.length === 0 && leftOut === 0) this.paragraph(text(language, 'report.empty'), CELL);
    if (leftOut > 0) this.paragraph(text(language, 'desk.figures.suppressed', { groups: leftOut }), SMALL);
    const at = instantWords(standing.asOf, language, timeZone);
    this.paragraph(
      text(language, 'report.standing', { position: positionWords(standing.position, language), at }),
      SMALL,
    );
    const { lagEvents } = standing;
    if (lagEvents !== null && lagEvents > 0) {
      this.paragraph(text(language, 'desk.figures.behind', { events: lagEvents }), SMALL);
    }
  }

  private broken(words: readonly string[], widths: readonly number[], style: TextStyle): BrokenRow {
    return words.map((cell, place) => this.sheets.lines(cell, widths[place]! - 2 * CELL_PADDING, style));
  }

  /** Numbers stand at the end of their column, below each other. */
  private row(row: BrokenRow, places: readonly PageColumn[], style: TextStyle, color: string): void {
    for (const [place, lines] of row.entries()) {
      const { x, width } = places[place]!;
      const inner = { x: x + CELL_PADDING, width: width - 2 * CELL_PADDING };
      for (const [number, line] of lines.entries()) {
        this.sheets.draw(line, inner, this.y + number * style.size * LINE, style, place === 0 ? 'start' : 'end');
      }
    }
    this.y += heightOf(row, style);
    this.sheets.rule(this.whole, this.y - 1, color);
  }

  private require(height: number): void {
    if (this.y + height > this.bottom) this.nextPage();
  }

  private nextPage(): void {
    this.sheets.addPage();
    this.y = MARGIN;
  }
}

function heightOf(row: BrokenRow, { size }: TextStyle): number {
  return Math.max(1, ...row.map((lines) => lines.length)) * size * LINE + 2;
}

/** A column of words takes twice the width of one of numbers, and so does the first. */
function widthsOf(width: number, columns: number, rows: ReportTable['rows']): readonly number[] {
  const weights = Array.from({ length: columns }, (_, place) => {
    const hasWords = rows.some(
      ({ cells }) => typeof cells[place] === 'object' && cells[place] !== null && 'words' in cells[place],
    );
    return hasWords ? WORDS_WEIGHT : 1;
  });
  const all = [WORDS_WEIGHT, ...weights];
  const total = all.reduce((sum, weight) => sum + weight, 0);
  return all.map((weight) => (width * weight) / total);
}
