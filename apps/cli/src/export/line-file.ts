import { once } from 'node:events';
import { createWriteStream, existsSync } from 'node:fs';
import { rename, unlink } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { wrongUsage } from '../exit/failure.js';

/**
 * Writes lines to a new file, readable by its owner alone. The file has its name only when it is whole and on disk: the missing
 * end of a broken-off one could not be told. Throws a `Failure` when there is such a file already.
 */
export async function writeLines(file: string, lines: AsyncIterable<string>): Promise<void> {
  if (existsSync(file)) throw wrongUsage(`${file} exists already. Name another file, or remove it first.`);
  const draft = `${file}.partial`;
  const stream = createWriteStream(draft, { mode: 0o600, flush: true });
  try {
    await once(stream, 'open');
    for await (const line of lines) if (!stream.write(`${line}\n`)) await once(stream, 'drain');
    stream.end();
    await finished(stream);
    await rename(draft, file);
  } catch (error) {
    stream.destroy();
    await unlink(draft).catch(() => undefined);
    throw error;
  }
}
