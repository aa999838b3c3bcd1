import { createReadStream } from 'node:fs';

/** One line of a file, without its line break. */
export interface TextLine {
  /** From 1. */
  readonly number: number;
  readonly text: string;
  /** Bytes of the file up to and including this line. */
  readonly endsAtByte: number;
  /** Why `text` differs from the file: `too long`, or `not UTF-8`. */
  readonly fault?: string;
}

export interface TextForm {
  /** A label of the Encoding Standard (https://encoding.spec.whatwg.org): `utf-8`, `utf-16le`, `windows-1252`. */
  readonly encoding: string;
  /** The last character of a line break; a carriage return alone ends lines in files of old programs only. */
  readonly lineBreak: '\n' | '\r';
}

const UTF_8: TextForm = { encoding: 'utf-8', lineBreak: '\n' };
const BYTE_ORDER_MARK = '\ufeff';

/** Reads the lines of a file one by one. A line longer than `bytesMax` is cut there, so memory stays flat on any file. */
export async function* linesOf(file: string, bytesMax: number, form: TextForm = UTF_8): AsyncGenerator<TextLine> {
  const decoded = decoderOf(form);
  const breaks = new LineBreaks(form);
  let number = 0;
  let endsAtByte = 0;
  let pieces: Buffer[] = [];
  let length = 0;
  const keep = (piece: Buffer): void => {
    const room = bytesMax - length;
    if (room > 0) pieces.push(piece.subarray(0, room));
    length += piece.length;
  };
  const line = (): TextLine => {
    number += 1;
    const read = decoded(Buffer.concat(pieces), length > bytesMax, number === 1);
    pieces = [];
    length = 0;
    return { number, endsAtByte, ...read };
  };
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    const whole = breaks.whole(chunk);
    let start = 0;
    for (let end = breaks.next(whole, 0); end >= 0; end = breaks.next(whole, start)) {
      keep(whole.subarray(start, end));
      endsAtByte += end + breaks.width - start;
      start = end + breaks.width;
      yield line();
    }
    endsAtByte += whole.length - start;
    // A copy: the stream may use the chunk's memory again.
    keep(Buffer.from(whole.subarray(start)));
  }
  const rest = breaks.rest();
  endsAtByte += rest.length;
  keep(rest);
  if (length > 0) yield line();
}

/** Finds line breaks in chunks of bytes; in UTF-16 a line break is two bytes at an even place. */
class LineBreaks {
  readonly width: 1 | 2;
  private readonly sought: Buffer;
  private half: Buffer = Buffer.alloc(0);

  constructor({ encoding, lineBreak }: TextForm) {
    const code = lineBreak.charCodeAt(0);
    this.width = encoding.startsWith('utf-16') ? 2 : 1;
    this.sought = Buffer.from(this.width === 1 ? [code] : encoding === 'utf-16be' ? [0, code] : [code, 0]);
  }

  /** Returns the chunk after what was left of the last one, up to its last whole unit. */
  whole(chunk: Buffer): Buffer {
    if (this.width === 1) return chunk;
    const joined = Buffer.concat([this.half, chunk]);
    const end = joined.length - (joined.length % this.width);
    this.half = joined.subarray(end);
    return joined.subarray(0, end);
  }

  next(bytes: Buffer, from: number): number {
    let at = bytes.indexOf(this.sought, from);
    while (at % this.width === 1) at = bytes.indexOf(this.sought, at + 1);
    return at;
  }

  rest(): Buffer {
    return this.half;
  }
}

type Decoded = Pick<TextLine, 'text' | 'fault'>;

function decoderOf({ encoding }: TextForm): (bytes: Buffer, isCut: boolean, isFirst: boolean) => Decoded {
  const strict = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  const lenient = new TextDecoder(encoding, { ignoreBOM: true });
  return (bytes, isCut, isFirst) => {
    if (isCut) return { text: lenient.decode(bytes), fault: 'too long' };
    try {
      const read = strict.decode(bytes);
      return { text: isFirst && read.startsWith(BYTE_ORDER_MARK) ? read.slice(1) : read };
    } catch {
      return { text: lenient.decode(bytes), fault: `not ${encoding.toUpperCase()}` };
    }
  };
}
