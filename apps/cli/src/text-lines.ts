import { createReadStream } from 'node:fs';

/** One line of a file, without its line feed. */
export interface TextLine {
  /** From 1. */
  readonly number: number;
  readonly text: string;
  /** Bytes of the file up to and including this line. */
  readonly endsAtByte: number;
  /** Why `text` differs from the file. */
  readonly fault?: 'too long' | 'not UTF-8';
}

const LINE_FEED = 0x0a;
const BYTE_ORDER_MARK = '\ufeff';
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Reads the lines of a UTF-8 file one by one. A line longer than `bytesMax` is cut there, so memory stays flat on any file. */
export async function* linesOf(file: string, bytesMax: number): AsyncGenerator<TextLine> {
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
    let start = 0;
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, start)) {
      keep(chunk.subarray(start, end));
      endsAtByte += end + 1 - start;
      start = end + 1;
      yield line();
    }
    endsAtByte += chunk.length - start;
    // A copy: the stream may use the chunk's memory again.
    keep(Buffer.from(chunk.subarray(start)));
  }
  if (length > 0) yield line();
}

function decoded(bytes: Buffer, isCut: boolean, isFirst: boolean): Pick<TextLine, 'text' | 'fault'> {
  const text = bytes.toString('utf8');
  if (isCut) return { text, fault: 'too long' };
  try {
    const read = strict.decode(bytes);
    return { text: isFirst && read.startsWith(BYTE_ORDER_MARK) ? read.slice(1) : read };
  } catch {
    return { text, fault: 'not UTF-8' };
  }
}
