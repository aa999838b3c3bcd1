import { parseJson } from '@redress/eventing';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where Vite puts what browsers download. */
export const BROWSER_FOLDER = join(import.meta.dirname, '../../dist/browser');

/** The programs that a page may run. */
export type Entry = 'public' | 'desk';

/** Addresses of a program and its styles. */
export interface EntryFiles {
  readonly script: string;
  readonly styles: readonly string[];
}

interface Chunk {
  readonly file: string;
  readonly css?: readonly string[];
  readonly imports?: readonly string[];
}

/**
 * Reads which files belong to a program. Their names change with their content, so that browsers may keep them for good. Throws when
 * nothing was built.
 */
export function entryFilesOf(entry: Entry): EntryFiles {
  const manifest = parseJson(readFileSync(join(BROWSER_FOLDER, '.vite/manifest.json'), 'utf8')) as Readonly<
    Record<string, Chunk>
  >;
  const own = chunkOf(manifest, `src/${entry}/browser.tsx`);
  const chunks = withImports(manifest, own);
  return {
    script: `/${own.file}`,
    styles: [...new Set(chunks.flatMap(({ css = [] }) => css))].map((file) => `/${file}`),
  };
}

function chunkOf(manifest: Readonly<Record<string, Chunk>>, name: string): Chunk {
  const chunk = manifest[name];
  if (chunk === undefined) throw new Error(`The pages were built without ${name}: build again.`);
  return chunk;
}

function withImports(manifest: Readonly<Record<string, Chunk>>, chunk: Chunk): readonly Chunk[] {
  return [chunk, ...(chunk.imports ?? []).flatMap((name) => withImports(manifest, chunkOf(manifest, name)))];
}
