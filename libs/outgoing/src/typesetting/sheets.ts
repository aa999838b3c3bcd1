import type { Language } from '@redress/contracts';
import { directionOf } from '@redress/texts';
import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';
import { breakLines } from './break-lines.js';
import { paragraphOf, visualRuns, type Direction } from './visual-runs.js';

/** Vazirmatn (SIL Open Font License 1.1), which includes Latin letters. Other scripts are shown as empty boxes. */
const FONTS = createRequire(import.meta.url);
const FONT_FILES = {
  regular: FONTS.resolve('@expo-google-fonts/vazirmatn/400Regular/Vazirmatn_400Regular.ttf'),
  bold: FONTS.resolve('@expo-google-fonts/vazirmatn/700Bold/Vazirmatn_700Bold.ttf'),
} as const;

/** Passed to the shaper with every run: without the option the library lays out each word separately, from left to right. */
const FEATURES: PDFKit.Mixins.OpenTypeFeatures[] = [];

/** Characters that end a line, and other controls: a paragraph is one line until it is broken at one of them. */
const BREAKS = /[\p{Cc}\p{Zl}\p{Zp}]/gu;

const RULE_WIDTH = 0.5;

/** How text is set. */
export interface TextStyle {
  readonly weight: keyof typeof FONT_FILES;
  /** In points, 72 to the inch. */
  readonly size: number;
}

/** A column of a page: from its left edge, in points. */
export interface PageColumn {
  readonly x: number;
  readonly width: number;
}

/** A line as it is drawn: its runs in visual order, from left to right. */
export type TypesetLine = readonly string[];

/** An A4 document. `compress` is false only in specs. */
export interface DocumentOptions {
  readonly margin: number;
  readonly language: Language;
  readonly title: string;
  /** Makes the same content the same file every time. */
  readonly writtenAt: string;
  readonly compress: boolean;
}

/** Has the pages of a document drawn, and returns it as PDF. */
export async function drawDocument(
  { margin, language, title, writtenAt, compress }: DocumentOptions,
  draw: (sheets: Sheets) => void,
): Promise<Uint8Array> {
  const document = new PDFDocument({
    size: 'A4',
    margin,
    compress,
    bufferPages: true,
    lang: language,
    info: { Title: title, CreationDate: new Date(writtenAt) },
  });
  const chunks: Uint8Array[] = [];
  document.on('data', (chunk: Uint8Array) => chunks.push(chunk));
  const finished = new Promise<void>((resolve, reject) => {
    document.on('end', resolve).on('error', reject);
  });
  draw(new Sheets(document, directionOf(language)));
  document.end();
  await finished;
  return Buffer.concat(chunks);
}

/** The pages of a document, on which text of one direction is set: Persian is shaped and runs from right to left. */
export class Sheets {
  /** Of a page, in points. */
  readonly width: number;
  readonly height: number;

  constructor(
    private readonly document: PDFKit.PDFDocument,
    private readonly direction: Direction,
  ) {
    this.width = document.page.width;
    this.height = document.page.height;
  }

  /** Begins another page, on which is drawn from now on. */
  addPage(): void {
    this.document.addPage();
  }

  /** Draws on each page once more, from the first. */
  onEach(draw: (page: number, pages: number) => void): void {
    const { count } = this.document.bufferedPageRange();
    for (let page = 0; page < count; page += 1) {
      this.document.switchToPage(page);
      draw(page + 1, count);
    }
  }

  /** Breaks a text into lines that fit a width. */
  lines(text: string, width: number, style: TextStyle): readonly TypesetLine[] {
    this.use(style);
    const clean = text.replaceAll(BREAKS, ' ');
    const paragraph = paragraphOf(clean, this.direction);
    const measure = (start: number, end: number): number => this.widthOf(visualRuns(paragraph, start, end));
    return breakLines(clean, width, measure).map(([start, end]) => visualRuns(paragraph, start, end));
  }

  /** Draws a line at the beginning of a column, or at its end: they change sides with the direction. */
  draw(
    line: TypesetLine,
    { x: left, width }: PageColumn,
    y: number,
    style: TextStyle,
    at: 'start' | 'end' = 'start',
  ): void {
    this.use(style);
    const isRight = (this.direction === 'rtl') === (at === 'start');
    let x = isRight ? left + width - this.widthOf(line) : left;
    for (const run of line) {
      this.document.text(run, x, y, { lineBreak: false, features: FEATURES });
      x += this.widthOf([run]);
    }
  }

  /** Draws a thin line across a column. */
  rule({ x, width }: PageColumn, y: number, color: string): void {
    this.document
      .moveTo(x, y)
      .lineTo(x + width, y)
      .lineWidth(RULE_WIDTH)
      .stroke(color);
  }

  /** The columns of a table in reading order: the first of some widths is where lines begin. */
  columns(left: number, widths: readonly number[]): readonly PageColumn[] {
    const total = widths.reduce((sum, width) => sum + width, 0);
    let before = 0;
    return widths.map((width) => {
      const x = this.direction === 'rtl' ? left + total - before - width : left + before;
      before += width;
      return { x, width };
    });
  }

  private use({ weight, size }: TextStyle): void {
    this.document.font(FONT_FILES[weight]).fontSize(size);
  }

  private widthOf(runs: TypesetLine): number {
    const widths = runs.map((run) => this.document.widthOfString(run, { features: FEATURES }));
    return widths.reduce((sum, width) => sum + width, 0);
  }
}
