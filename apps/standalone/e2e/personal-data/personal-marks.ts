import { randomBytes, randomInt } from 'node:crypto';

interface Mark {
  readonly field: string;
  /** What is looked for: Latin and Persian apart, since they are written differently once they are escaped. */
  readonly parts: readonly string[];
}

const PERSIAN_LETTERS = 'ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی';
const PERSIAN_LENGTH = 12;

/** Personal values that occur nowhere else in the world, so that wherever one is found, it came from the field it was given to. */
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

  /** The fields whose marks are in these bytes, in whichever of the usual ways they may be written. */
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

/** UTF-8 and UTF-16, escaped in JSON, percent-encoded, in hexadecimal, and in base64 wherever it may begin. */
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

/** The part of its base64 that does not depend on what stands before and behind, for each of the three places it may begin at. */
function base64Of(bytes: Buffer): readonly string[] {
  return [0, 1, 2].flatMap((before) => {
    const whole = Math.floor((before + bytes.length) / 3) * 4;
    const text = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .slice(before === 0 ? 0 : 4, whole);
    return [text, text.replaceAll('+', '-').replaceAll('/', '_')];
  });
}
