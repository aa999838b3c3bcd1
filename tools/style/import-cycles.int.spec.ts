import { describe, expect, it } from '@jest/globals';
import { cyclesIn, loadedBy } from './import-cycles.js';
import { projectFiles, textOf } from './repository.js';

function graphOf(files: Readonly<Record<string, string>>) {
  return new Map(Object.entries(files).map(([path, text]) => [path, loadedBy(path, text)]));
}

describe('A cycle of imports', () => {
  it('is found, also through what a file only passes on', () => {
    const files = { 'a/x.ts': `import { y } from './y.js';`, 'a/y.ts': `export * from '../b/z.js';` };
    expect(cyclesIn(graphOf({ ...files, 'b/z.ts': `import '../a/x.js';` }))).toEqual([['a/x.ts', 'a/y.ts', 'b/z.ts']]);
    expect(cyclesIn(graphOf({ ...files, 'b/z.ts': `import 'other';` }))).toEqual([]);
  });

  it('is none when it is one of types alone', () => {
    const x = `import { y } from './y.js';`;
    for (const y of [`import type { X } from './x.js';`, `import { type X } from './x.js';`])
      expect(cyclesIn(graphOf({ 'x.ts': x, 'y.ts': y }))).toEqual([]);
  });

  it('is nowhere in the repository, where what works would hang on who was loaded first', () => {
    const sources = projectFiles().filter((path) => path.endsWith('.ts'));
    const graph = new Map(sources.map((path) => [path, loadedBy(path, textOf(path))]));
    expect(graph.size).toBeGreaterThan(500);
    expect(cyclesIn(graph)).toEqual([]);
  });
});
