import { drawDocument, type Sheets, type TextStyle } from '@redress/outgoing';
import type { Letter } from './letters.js';

/** In points, 72 to the inch. Margins of 25 mm suit any printer and leave room for punched holes. */
const MARGIN = 71;
const LINE_HEIGHT = 18;
const PLAIN: TextStyle = { weight: 'regular', size: 11 };
const STRONG: TextStyle = { ...PLAIN, weight: 'bold' };

/** Renders the letter as an A4 document, with Persian shaped and set from right to left. `compress` is false only in specs. */
export function letterPdf(letter: Letter, { compress = true } = {}): Promise<Uint8Array> {
  const { language, subject: title, writtenAt } = letter;
  return drawDocument({ margin: MARGIN, language, title, writtenAt, compress }, (sheets) =>
    new Page(sheets).write(letter),
  );
}

/** Writes paragraphs one below the other, and starts a new page when one is full. */
class Page {
  private readonly width: number;
  private readonly bottom: number;
  private y = MARGIN;

  constructor(private readonly sheets: Sheets) {
    this.width = sheets.width - 2 * MARGIN;
    this.bottom = sheets.height - MARGIN;
  }

  write({ sender, recipient, day, subject, text }: Letter): void {
    this.paragraphs(sender);
    this.y += LINE_HEIGHT;
    this.paragraphs(recipient);
    this.y += LINE_HEIGHT;
    this.paragraphs([day]);
    this.y += LINE_HEIGHT;
    this.paragraphs([subject], STRONG);
    this.y += LINE_HEIGHT / 2;
    this.paragraphs(text.split(/\r\n|[\n\r\u2028\u2029]/u));
  }

  private paragraphs(texts: readonly string[], style = PLAIN): void {
    for (const text of texts) {
      for (const line of this.sheets.lines(text, this.width, style)) {
        if (this.y + LINE_HEIGHT > this.bottom) {
          this.sheets.addPage();
          this.y = MARGIN;
        }
        this.sheets.draw(line, { x: MARGIN, width: this.width }, this.y, style);
        this.y += LINE_HEIGHT;
      }
    }
  }
}
