import { globSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** The contract suites that prove much of eventing, on stores in memory. */
const SUITES = { eventing: 'libs/testing/src/engines/memory/{core,ports}.unit.spec.ts' };

/**
 * Writes one spec that imports the unit specs of a library. Run by Stryker in its copy of the library: loading every module anew for each
 * of 60 specs takes ten times as long as the tests themselves. Leaves out the property specs, whose hundreds of runs would be repeated for
 * each of thousands of mutants.
 */
const library = process.env.MUTANTS_LIBRARY;
const folder = join('libs', library, 'src');
const own = globSync(join(folder, '**/*.unit.spec.ts'), { exclude: ['**/*.property.unit.spec.ts'] });
const specs = [...own, ...globSync(SUITES[library] ?? [])].sort();
const lines = specs.map((spec) => {
  const path = relative(folder, spec).replaceAll('\\', '/').replace(/\.ts$/, '.js');
  return `import './${path}';\n`;
});
writeFileSync(join(folder, 'joined.unit.spec.ts'), lines.join(''));
