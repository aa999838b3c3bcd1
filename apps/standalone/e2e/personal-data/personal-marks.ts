import { randomBytes, randomInt } from 'node:crypto';

interface Mark {
  readonly field: string;
  /** The text to search for: Latin and Persian separately, because they are escaped differently. */
  readonly parts: readonly string[];
}

const PERSIAN_LETTERS = 'ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی';
const PERSIAN_LENGTH = 12;

/** Personal values unique to this run, so that each occurrence can be traced to the field it was given to. */
export class PersonalMarks {
  private readonly marks: Mark[] = [];
  private needles: readonly { readonly field: string; readonly bytes: Buffer }[] | undefined;

  text(field: string): string {
    const latin = latinPart();
    const persian = Array.from(
      { length: PERSIAN_LENGTH },
      () => PERSIAN_LETTERS[randomInt(PERSIAN_LETTERS.length)],
    ).join('');
    return this.keep(field, `${latin} ${persian}`, [latin, persian]);
  }

  email(field: string): string {
    const latin = latinPart();
    return this.keep(field, `${latin}@example.org`, [latin]);
  }

  phone(field: string): string {
    const digits = Array.from({ length: 14 }, () => randomInt(10)).join('');
    return this.keep(field, `+${digits}`, [digits]);
  }

  /** The fields whose marks occur in these bytes, in any usual encoding. */
  foundIn(bytes: Buffer | string): readonly string[] {
    const haystack = Buffer.from(bytes as string);
    this.needles ??= this.marks.flatMap(({ field, parts }) =>
      parts.flatMap((part) => spellingsOf(part).map((spelling) => ({ field, bytes: spelling }))),
    );
    return [
      ...new Set(this.needles.filter(({ bytes: needle }) => haystack.includes(needle)).map(({ field }) => field)),
    ];
  }

  private keep(field: string, value: string, parts: readonly string[]): string {
    this.marks.push({ field, parts });
    this.needles = undefined;
    return value;
  }
}

function latinPart(): string {
  return `m${randomBytes(10).toString('hex')}`;
}

/** UTF-8 and UTF-16, JSON-escaped, percent-encoded, hexadecimal, and base64 at any alignment. */
function spellingsOf(text: string): readonly Buffer[] {
  const bytes = Buffer.from(text);
  const escaped = [...text].map((letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
  const spellings = [
    escaped,
    escaped.toUpperCase().replaceAll('\\U', '\\u'),
    bytes.toString('hex'),
    ...base64Of(bytes),
  ];
  const percent = encodeURIComponent(text);
  return [
    bytes,
    Buffer.from(text, 'utf16le'),
    ...[...spellings, percent, percent.toLowerCase()].map((spelling) => Buffer.from(spelling)),
  ];
}

/** The part of its base64 that is independent of the neighbouring bytes, for each of the three alignments. */
function base64Of(bytes: Buffer): readonly string[] {
  return [0, 1, 2].flatMap((before) => {
    const whole = Math.floor((before + bytes.length) / 3) * 4;
    const text = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .slice(before === 0 ? 0 : 4, whole);
    return [text, text.replaceAll('+', '-').replaceAll('/', '_')];
  });
}
