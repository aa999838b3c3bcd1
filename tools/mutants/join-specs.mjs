import { globSync } from 'node:fs';
import { join } from 'node:path';
import { joinSpecs } from '../jest/join-specs.mjs';

/** The contract suites that prove much of eventing, on stores in memory. */
const SUITES = { eventing: 'libs/testing/src/engines/memory/{core,ports}.unit.spec.ts' };

/**
 * Joins the unit specs of a library, in Stryker's copy of it. Leaves out the property specs, whose hundreds of runs would be repeated for
 * each of thousands of mutants.
 */
const library = process.env.MUTANTS_LIBRARY;
const folder = join('libs', library, 'src');
const own = globSync(join(folder, '**/*.unit.spec.ts'), { exclude: ['**/*.property.unit.spec.ts'] });
joinSpecs([...own, ...globSync(SUITES[library] ?? [])], join(folder, 'joined.unit.spec.ts'));
