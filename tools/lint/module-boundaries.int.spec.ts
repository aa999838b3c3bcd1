import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { ESLint } from 'eslint';

const root = fileURLToPath(new URL('../..', import.meta.url));

const BOUNDARIES = '@nx/enforce-module-boundaries';
const RESTRICTED = 'no-restricted-imports';
/** Like `no-restricted-imports`, but distinguishes types from values. */
const RESTRICTED_VALUES = '@typescript-eslint/no-restricted-imports';
const IMPORT_RULES = [BOUNDARIES, RESTRICTED, RESTRICTED_VALUES];

/** ESLint with this project's configuration, reduced to the import rules. */
function importLint(rules: readonly string[]): ESLint {
  return new ESLint({
    cwd: root,
    // A type-aware parser would refuse the snippets, which are not files.
    overrideConfig: {
      files: ['**/*.ts'],
      languageOptions: { parserOptions: { projectService: false, project: null } },
    },
    ruleFilter: ({ ruleId }) => rules.includes(ruleId),
  });
}

/** The import rules that refuse this statement in a file at this path (which need not exist). */
async function refusals(path: string, statement: string, rules = IMPORT_RULES): Promise<readonly (string | null)[]> {
  const [result] = await importLint(rules).lintText(`${statement}\n`, { filePath: `${root}${path}` });
  return result!.messages.map((message) => message.ruleId ?? message.message);
}

const FORBIDDEN: readonly [because: string, path: string, statement: string][] = [
  ['the domain importing node', 'libs/domain/src/snippet.ts', `import 'node:fs';`],
  ['the domain importing a package', 'libs/domain/src/snippet.ts', `import 'typebox';`],
  [
    'the domain importing a value of the contracts',
    'libs/domain/src/snippet.ts',
    `import { channels } from '@redress/contracts';`,
  ],
  ['the domain importing eventing', 'libs/domain/src/snippet.ts', `import '@redress/eventing';`],
  ['contracts importing eventing', 'libs/contracts/src/snippet.ts', `import '@redress/eventing';`],
  ['contracts importing node', 'libs/contracts/src/snippet.ts', `import 'node:fs';`],
  ['contracts importing another package than typebox', 'libs/contracts/src/snippet.ts', `import 'rxjs';`],
  ['eventing importing the domain', 'libs/eventing/src/snippet.ts', `import '@redress/domain';`],
  ['eventing importing an engine', 'libs/eventing/src/snippet.ts', `import '@redress/engine-sqlite';`],
  ['an engine importing an app', 'libs/engines/sqlite/src/snippet.ts', `import '@redress/intake';`],
  ['an engine importing the domain', 'libs/engines/sqlite/src/snippet.ts', `import '@redress/domain';`],
  ['the contract suites importing the domain', 'libs/testing/src/snippet.ts', `import '@redress/domain';`],
  ['an app importing another app', 'apps/intake/src/snippet.ts', `import '@redress/case-handling';`],
  ['an app importing an app by its path', 'apps/intake/src/snippet.ts', `import '../../case-handling/src/index.js';`],
  ['an app importing an engine', 'apps/intake/src/snippet.ts', `import '@redress/engine-sqlite';`],
  ['production code importing the testing library', 'apps/intake/src/snippet.ts', `import '@redress/testing';`],
  ['a spec of an app importing another app', 'apps/intake/src/x.unit.spec.ts', `import '@redress/analytics';`],
];

const ALLOWED: readonly [what: string, path: string, statement: string][] = [
  ['the domain importing itself', 'libs/domain/src/snippet.ts', `import './index.js';`],
  [
    'the domain importing types of the contracts',
    'libs/domain/src/snippet.ts',
    `import type { Channel } from '@redress/contracts';`,
  ],
  ['a spec of the domain importing fast-check', 'libs/domain/src/x.unit.spec.ts', `import 'fast-check';`],
  ['a spec of the domain importing testing', 'libs/domain/src/x.unit.spec.ts', `import '@redress/testing';`],
  ['contracts importing typebox', 'libs/contracts/src/snippet.ts', `import 'typebox';`],
  ['an engine importing the ports', 'libs/engines/sqlite/src/snippet.ts', `import '@redress/eventing';`],
  ['an app importing the domain', 'apps/intake/src/snippet.ts', `import '@redress/domain';`],
  ['standalone importing an app', 'apps/standalone/src/snippet.ts', `import '@redress/intake';`],
  ['the command line importing an app', 'apps/cli/src/snippet.ts', `import '@redress/analytics';`],
];

describe('module boundaries', () => {
  // Builds the project graph ahead, so that its time does not count for an example.
  beforeAll(() => refusals('libs/domain/src/snippet.ts', ''));

  it.each(FORBIDDEN)('refuse %s', async (_because, path, statement) => {
    const rules = await refusals(path, statement);
    expect(rules.length).toBeGreaterThan(0);
    expect(IMPORT_RULES).toEqual(expect.arrayContaining([...rules]));
  });

  it.each(ALLOWED)('allow %s', async (_what, path, statement) => {
    expect(await refusals(path, statement)).toEqual([]);
  });

  it('are what refuses: without the rule an app may import another', async () => {
    const statement = `import '@redress/case-handling';`;
    expect(await refusals('apps/intake/src/snippet.ts', statement)).toEqual([BOUNDARIES]);
    expect(await refusals('apps/intake/src/snippet.ts', statement, [RESTRICTED])).toEqual([]);
  });
});
