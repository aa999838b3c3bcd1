import { directionOf } from '@redress/texts';
import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';
import { breakLines } from './break-lines.js';
import type { Letter } from './letters.js';
import { paragraphOf, visualRuns, type Direction } from './visual-runs.js';

/** Vazirmatn (SIL Open Font License 1.1), which includes Latin letters. Other scripts are shown as empty boxes. */
const FONTS = createRequire(import.meta.url);
const REGULAR = FONTS.resolve('@expo-google-fonts/vazirmatn/400Regular/Vazirmatn_400Regular.ttf');
const BOLD = FONTS.resolve('@expo-google-fonts/vazirmatn/700Bold/Vazirmatn_700Bold.ttf');

/** In points, 72 to the inch. Margins of 25 mm suit any printer and leave room for punched holes. */
const MARGIN = 71;
const SIZE = 11;
const LINE_HEIGHT = 18;
/** Passed to the shaper with every run: without the option the library lays out each word separately, from left to right. */
const FEATURES: PDFKit.Mixins.OpenTypeFeatures[] = [];

/** Characters that end a line, and other controls: a paragraph is one line until it is broken here. */
const BREAKS = /[\p{Cc}\p{Zl}\p{Zp}]/gu;

/** Renders the letter as an A4 document, with Persian shaped and set from right to left. `compress` is false only in specs. */
export async function letterPdf(letter: Letter, { compress = true } = {}): Promise<Uint8Array> {
  const document = new PDFDocument({
    size: 'A4',
    margin: MARGIN,
    compress,
    lang: letter.language,
    info: { Title: letter.subject, CreationDate: new Date(letter.writtenAt) },
  });
  const chunks: Uint8Array[] = [];
  document.on('data', (chunk: Uint8Array) => chunks.push(chunk));
  const finished = new Promise<void>((resolve, reject) => {
    document.on('end', resolve).on('error', reject);
  });
  new Page(document, directionOf(letter.language)).write(letter);
  document.end();
  await finished;
  return Buffer.concat(chunks);
}

/** Writes paragraphs one below the other, and starts a new page when one is full. */
class Page {
  private readonly width: number;
  private readonly bottom: number;
  private y = MARGIN;

  constructor(
    private readonly document: PDFKit.PDFDocument,
    private readonly direction: Direction,
  ) {
    this.width = document.page.width - 2 * MARGIN;
    this.bottom = document.page.height - MARGIN;
  }

  write({ sender, recipient, day, subject, text }: Letter): void {
    this.document.font(REGULAR).fontSize(SIZE);
    this.paragraphs(sender);
    this.y += LINE_HEIGHT;
    this.paragraphs(recipient);
    this.y += LINE_HEIGHT;
    this.paragraphs([day]);
    this.y += LINE_HEIGHT;
    this.document.font(BOLD);
    this.paragraphs([subject]);
    this.document.font(REGULAR);
    this.y += LINE_HEIGHT / 2;
    this.paragraphs(text.split(/\r\n|[\n\r\u2028\u2029]/u));
  }

  private paragraphs(texts: readonly string[]): void {
    for (const text of texts) this.paragraph(text.replaceAll(BREAKS, ' '));
  }

  private paragraph(text: string): void {
    const paragraph = paragraphOf(text, this.direction);
    const measure = (start: number, end: number): number => this.widthOf(visualRuns(paragraph, start, end));
    for (const [start, end] of breakLines(text, this.width, measure)) this.line(visualRuns(paragraph, start, end));
  }

  private line(runs: readonly string[]): void {
    if (this.y + LINE_HEIGHT > this.bottom) {
      this.document.addPage();
      this.y = MARGIN;
    }
    let x = this.direction === 'rtl' ? MARGIN + this.width - this.widthOf(runs) : MARGIN;
    for (const run of runs) {
      this.document.text(run, x, this.y, { lineBreak: false, features: FEATURES });
      x += this.widthOf([run]);
    }
    this.y += LINE_HEIGHT;
  }

  private widthOf(runs: readonly string[]): number {
    const widths = runs.map((run) => this.document.widthOfString(run, { features: FEATURES }));
    return widths.reduce((sum, width) => sum + width, 0);
  }
}
