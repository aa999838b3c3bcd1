import { afterEach, describe, expect, it, jest } from '@jest/globals';
import PDFDocument from 'pdfkit';
import { letterPdf } from './letter-pdf.js';
import type { Letter } from './letters.js';
import { printsOf, type Print } from './printed.fixture.spec.js';

const PERSIAN: Letter = {
  language: 'fa',
  sender: ['سازمان نمونه'],
  recipient: ['پریسا نمونه', 'اصفهان، پلاک ۱۲/۸'],
  day: '۱۱ آبان ۱۴۰۵',
  subject: 'شکایت شما دریافت شد: \u20667K3M-9QXD-41PC\u2069',
  text: 'بب ب\nشمارهٔ پیگیری: \u20667K3M-9QXD-41PC\u2069\nمی\u200Cتوانید (حتی ۱۲) بنویسید.',
  writtenAt: '2026-11-02T09:00:00.000Z',
};
const ENGLISH: Letter = {
  ...PERSIAN,
  language: 'en',
  sender: ['Example Bank'],
  recipient: ['Parisa Example'],
  day: '2 November 2026',
  subject: 'We have received your complaint 7K3M-9QXD-41PC',
  text: 'Dear Parisa Example,\n\nThank you.',
};
const PAGE_WIDTH = 595;

async function printed(letter: Letter): Promise<readonly Print[]> {
  return printsOf(await letterPdf(letter, { compress: false }));
}

/** Returns the text of each line, from left to right. */
function linesOf(prints: readonly Print[]): readonly string[] {
  const lines = Map.groupBy(prints, ({ page, y }) => `${page}:${y}`);
  return [...lines.values()].map((line) =>
    line
      .toSorted((one, other) => one.x - other.x)
      .flatMap(({ glyphs }) => glyphs.map(({ letter }) => letter))
      .join(''),
  );
}

describe('A letter in Persian', () => {
  it('has its letters joined: one letter has another form alone, at the beginning and at the end', async () => {
    const word = (await printed(PERSIAN)).find(({ glyphs }) => glyphs.map(({ letter }) => letter).join('') === 'ب بب');
    const forms = word?.glyphs.filter(({ letter }) => letter === 'ب').map(({ glyph }) => glyph);
    expect(new Set(forms).size).toBe(3);
  });

  it('is read from right to left, digits and Latin codes from left to right', async () => {
    const lines = linesOf(await printed(PERSIAN));
    expect(lines).toContain('۱۴۰۵ نابآ ۱۱');
    // Lam and alef form one glyph, whose letters are listed in logical order.
    expect(lines).toContain('۱۲/۸ کلاپ ،ناهفصا');
    expect(lines.filter((line) => line.includes('7K3M-9QXD-41PC :'))).toHaveLength(2);
    expect(lines.at(-1)).toContain('.دیسیونب (۱۲ یتح)');
  });

  it('begins every line at the right margin', async () => {
    const prints = await printed({ ...PERSIAN, subject: 'سلام', text: 'سلام' });
    const lasting = [...Map.groupBy(prints, ({ y }) => y).values()].map((line) => Math.max(...line.map(({ x }) => x)));
    expect(lasting).toHaveLength(6);
    for (const x of lasting) expect(x).toBeGreaterThan(PAGE_WIDTH / 2);
  });
});

describe('A letter in English', () => {
  it('is read from left to right, and begins every line at the left margin', async () => {
    const prints = await printed(ENGLISH);
    expect(linesOf(prints)).toEqual([
      'Example Bank',
      'Parisa Example',
      '2 November 2026',
      'We have received your complaint 7K3M-9QXD-41PC',
      'Dear Parisa Example,',
      'Thank you.',
    ]);
    expect(new Set(prints.map(({ x }) => x)).size).toBe(1);
  });
});

describe('A letter', () => {
  it('is the same file whenever it is made', async () => {
    expect(await letterPdf(PERSIAN)).toEqual(await letterPdf(PERSIAN));
  });

  it('goes on, on as many pages as it needs, within the margins', async () => {
    const text = Array.from({ length: 90 }, (_, line) => `Line ${line}`).join('\n');
    const prints = await printed({ ...ENGLISH, text });
    expect(new Set(prints.map(({ page }) => page))).toEqual(new Set([0, 1, 2]));
    for (const { y } of prints) expect(y).toBeGreaterThan(70);
  });

  it('lets nothing that somebody wrote leave the page, or direct what the writer did not write', async () => {
    const prints = await printed({ ...ENGLISH, recipient: ['x'.repeat(300), '\u202Eevil', 'a\tb\u0007c'] });
    const lines = linesOf(prints);
    expect(lines.filter((line) => /^x+$/.test(line)).length).toBeGreaterThan(1);
    expect(lines).toContain('a b c');
  });
});

describe('The work on a letter', () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  /** Counts the characters that are measured for a letter. */
  async function workOn(letter: Letter): Promise<number> {
    const measure = jest.spyOn(PDFDocument.prototype, 'widthOfString');
    await letterPdf(letter);
    const work = measure.mock.calls.reduce((sum, [text]) => sum + String(text).length, 0);
    measure.mockRestore();
    return work;
  }

  const grown: readonly [string, (text: string) => Partial<Letter>][] = [
    ['recipient', (text) => ({ recipient: [text] })],
    ['sender', (text) => ({ sender: [text] })],
    ['subject', (text) => ({ subject: text })],
    ['text', (text) => ({ text })],
  ];

  it.each(grown.flatMap(([field, letterWith]) => ['a', 'س '].map((repeated) => ({ field, letterWith, repeated }))))(
    'doubles at most with a $field of twice as many $repeated',
    async ({ letterWith, repeated }) => {
      const work = (times: number) => workOn({ ...ENGLISH, ...letterWith(repeated.repeat(times)) });
      const [once, twice] = [await work(250), await work(500)];
      expect(twice).toBeLessThan(2.3 * once);
    },
  );
});
