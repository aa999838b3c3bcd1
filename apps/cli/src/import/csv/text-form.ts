import { isUtf8 } from 'node:buffer';
import { open, type FileHandle } from 'node:fs/promises';
import { wrongUsage } from '../../exit.js';
import type { TextForm } from '../../text-lines.js';

/** Bytes that are looked at for signs of a form; a table has a line break within them. */
const SAMPLE_BYTES = 64 * 1024;

const BYTE_ORDER_MARKS: readonly (readonly [encoding: string, bytes: readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/** Files that people take for tables, by their first bytes. */
const OTHER_FILES: readonly (readonly [name: string, bytes: readonly number[]])[] = [
  ['an Excel workbook or another zip archive', [0x50, 0x4b, 0x03, 0x04]],
  ['an old Excel workbook', [0xd0, 0xcf, 0x11, 0xe0]],
  ['compressed with gzip', [0x1f, 0x8b]],
  ['a PDF document', [0x25, 0x50, 0x44, 0x46]],
];

/** Bytes that stand for no character in Windows-1252: a file with one of them is in another encoding. */
const UNUSED_IN_WINDOWS_1252 = [0x81, 0x8d, 0x8f, 0x90, 0x9d];

/**
 * Recognizes how a file of text is written. Without a byte order mark it is UTF-8 unless more of its lines contradict that than show it;
 * then Windows-1252, the form in which Excel saves. `encoding` overrides that. Throws a `Failure` for a file that is no text, that
 * contradicts `encoding`, or whose encoding cannot be told.
 */
export async function recognizeText(file: string, encoding?: string): Promise<TextForm> {
  const given = encoding === undefined ? undefined : labelOf(encoding);
  const handle = await open(file);
  try {
    const sample = await sampleOf(handle);
    const other = OTHER_FILES.find(([, bytes]) => beginsWith(sample, bytes));
    if (other !== undefined) throw wrongUsage(`${file} is ${other[0]}. Save or unpack it as CSV.`);
    const marked = BYTE_ORDER_MARKS.find(([, bytes]) => beginsWith(sample, bytes))?.[0];
    if (given !== undefined && marked !== undefined && given !== marked)
      throw wrongUsage(`${file} begins with the byte order mark of ${marked.toUpperCase()}. Leave out --encoding.`);
    const known = given ?? marked ?? withZeros(file, sample) ?? (await eightBits(file, handle));
    return { encoding: known, lineBreak: lineBreakOf(sample, known) };
  } finally {
    await handle.close();
  }
}

/** `Windows-1252`, as people write it. */
export function encodingName({ encoding }: TextForm): string {
  return encoding.startsWith('utf') ? encoding.toUpperCase() : encoding.replace(/^./, (first) => first.toUpperCase());
}

function labelOf(encoding: string): string {
  try {
    return new TextDecoder(encoding).encoding;
  } catch {
    throw wrongUsage(
      `unknown encoding "${encoding}"; use utf-8, utf-16le, utf-16be, windows-1252, or another label of the Encoding Standard`,
    );
  }
}

async function sampleOf(handle: FileHandle): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(SAMPLE_BYTES), 0, SAMPLE_BYTES, 0);
  return buffer.subarray(0, bytesRead);
}

function beginsWith(sample: Buffer, bytes: readonly number[]): boolean {
  return bytes.every((byte, index) => sample[index] === byte);
}

/** Tells UTF-16 without a mark by its zero bytes: the characters of a header have one each, on the same side. */
function withZeros(file: string, sample: Buffer): string | undefined {
  const zeros = [0, 0];
  for (const [index, byte] of sample.entries()) if (byte === 0) zeros[index % 2]! += 1;
  const [even = 0, odd = 0] = zeros;
  if (even + odd === 0) return undefined;
  const units = sample.length / 2;
  if (odd > units / 2 && even < units / 10) return 'utf-16le';
  if (even > units / 2 && odd < units / 10) return 'utf-16be';
  throw wrongUsage(`${file} contains zero bytes: it is not text. Save it as CSV.`);
}

async function eightBits(file: string, handle: FileHandle): Promise<string> {
  let valid = 0;
  let invalid = 0;
  let isUnused = false;
  let rest = Buffer.alloc(0);
  for (let position = 0; ;) {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(SAMPLE_BYTES), 0, SAMPLE_BYTES, position);
    position += bytesRead;
    const bytes = Buffer.concat([rest, buffer.subarray(0, bytesRead)]);
    const end = bytesRead === 0 ? bytes.length : bytes.lastIndexOf(0x0a) + 1;
    for (const line of linesIn(bytes.subarray(0, end))) {
      if (line.every((byte) => byte < 0x80)) continue;
      if (isUtf8(line)) valid += 1;
      else invalid += 1;
      isUnused ||= UNUSED_IN_WINDOWS_1252.some((byte) => line.includes(byte));
    }
    // A line longer than that tells nothing more.
    rest = bytes.length - end > SAMPLE_BYTES * 16 ? Buffer.alloc(0) : bytes.subarray(end);
    if (bytesRead === 0) break;
  }
  if (invalid <= valid) return 'utf-8';
  if (!isUnused) return 'windows-1252';
  throw wrongUsage(
    `${file} is neither UTF-8 nor Windows-1252. Name its encoding with --encoding, such as windows-1256.`,
  );
}

function* linesIn(bytes: Buffer): Generator<Buffer> {
  let start = 0;
  for (let end = bytes.indexOf(0x0a); end >= 0; end = bytes.indexOf(0x0a, start)) {
    yield bytes.subarray(start, end);
    start = end + 1;
  }
  if (start < bytes.length) yield bytes.subarray(start);
}

function lineBreakOf(sample: Buffer, encoding: string): TextForm['lineBreak'] {
  const text = new TextDecoder(encoding).decode(sample);
  return text.includes('\r') && !text.includes('\n') ? '\r' : '\n';
}
