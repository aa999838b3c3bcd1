import { fileTypeFromBuffer } from 'file-type';
import { isUtf8 } from 'node:buffer';

/**
 * What a complainant may have in hand: pictures, scans, letters, a recording. Nothing that a program runs when it is opened, so neither
 * HTML nor documents with macros.
 */
export const ATTACHMENT_TYPES: readonly string[] = [
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/heic',
  'image/tiff',
  'application/pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.oasis.opendocument.text',
  'audio/mpeg',
  'audio/mp4',
  'audio/ogg',
  'video/mp4',
];

/** A text has no magic bytes; it is what has no other type and is nothing but text. Always shown as text, whatever stands in it. */
const PLAIN_TEXT = 'text/plain';
/** Characters that no text has: all controls but tab, line feed, form feed and carriage return. */
const NOT_TEXT = /[\u0000-\u0008\u000b\u000e-\u001f\u007f]/;

/** The type that the content itself shows, whatever its sender says of it; undefined when it is none of those that are taken. */
export async function mediaTypeOf(content: Uint8Array): Promise<string | undefined> {
  const found = (await fileTypeFromBuffer(content))?.mime;
  if (found !== undefined) return ATTACHMENT_TYPES.includes(found) ? found : undefined;
  return isUtf8(content) && !NOT_TEXT.test(Buffer.from(content).toString('utf8')) ? PLAIN_TEXT : undefined;
}
