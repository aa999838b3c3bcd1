import { globSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import base from '../../jest.config.mjs';
import { joinSpecs } from './join-specs.mjs';

const root = join(import.meta.dirname, '../..');
const JOINED = '.cache/joined-specs';
/** Their runs take longer than loading: apart from each other, they are spread over the workers. */
const PROPERTIES = '**/*.property.unit.spec.ts';
/** A hook outside a `describe`, which would run for every test of the joined file, and a module replaced before anything loads it. */
const NEEDS_OWN_FILE = /^(?:before|after)(?:Each|All)\(|^jest\.unstable_mockModule\(/m;

/** `npm test` without arguments: every spec, but most unit specs of a workspace joined in one file. */
export default function wholeConfig() {
  rmSync(join(root, JOINED), { recursive: true, force: true });
  const specs = globSync('{libs,apps}/**/src/**/*.unit.spec.ts', {
    cwd: root,
    exclude: [PROPERTIES, '**/node_modules', '**/dist'],
  });
  const [apart, together] = [true, false].map((own) => specs.filter((spec) => needsOwnFile(spec) === own));
  for (const [workspace, some] of Map.groupBy(together, workspaceOf)) {
    const joined = join(root, JOINED, `${workspace.replaceAll('/', '-')}.unit.spec.ts`);
    joinSpecs(
      some.map((spec) => join(root, spec)),
      joined,
    );
  }
  return {
    ...base,
    rootDir: root,
    testMatch: [
      `${JOINED}/*.unit.spec.ts`,
      ...apart,
      `{libs,apps}/${PROPERTIES}`,
      '{libs,apps}/**/*.{int,e2e}.spec.ts',
      'tools/**/*.{unit,int,e2e}.spec.ts',
    ].map((pattern) => `<rootDir>/${pattern}`),
  };
}

function needsOwnFile(spec) {
  return NEEDS_OWN_FILE.test(readFileSync(join(root, spec), 'utf8'));
}

/** `libs/engines/kafka` of `libs/engines/kafka/src/stream/offset-commits.unit.spec.ts`. */
function workspaceOf(spec) {
  return spec.slice(0, spec.indexOf('/src/'));
}
