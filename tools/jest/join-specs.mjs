import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, relative } from 'node:path';

/**
 * Writes a spec that imports `specs`. A spec file loads every module anew, which takes ten times as long as the tests of most unit specs;
 * joined, they load them once. Hooks outside a `describe` then run for the tests of all of them.
 */
export function joinSpecs(specs, joined) {
  mkdirSync(dirname(joined), { recursive: true });
  const lines = specs.toSorted().map((spec) => {
    const path = relative(dirname(joined), spec).replaceAll('\\', '/').replace(/\.ts$/, '.js');
    return `import '${path.startsWith('.') ? path : `./${path}`}';\n`;
  });
  writeFileSync(joined, lines.join(''));
}
