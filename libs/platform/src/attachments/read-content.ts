import { Problem } from '../problems/problem.js';
import type { Upload } from './upload.js';

/** Reads a file as far as the limit. Throws `Problem`: `attachment-too-large`, `attachment-empty`. */
export async function readContent({ content, declaredBytes = 0 }: Upload, bytesMax: number): Promise<Buffer> {
  const tooLarge = (): Problem => new Problem('attachment-too-large', { details: { megabytes: bytesMax / 1_048_576 } });
  if (declaredBytes > bytesMax) throw tooLarge();
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of content as AsyncIterable<Buffer>) {
    bytes += piece.length;
    if (bytes > bytesMax) throw tooLarge();
    pieces.push(piece);
  }
  if (bytes === 0) throw new Problem('attachment-empty');
  return Buffer.concat(pieces);
}
