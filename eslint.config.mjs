import { createProjectGraphAsync } from '@nx/devkit';
import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';
import { layersOfCode, layersOfSpecs } from './tools/lint/layers.mjs';

// The boundary rule reads the project graph from nx's cache and, when there is none, lets everything pass with a warning.
// So it is made here, without a daemon that would outlive the run; a failure to make it fails the lint.
process.env.NX_DAEMON ??= 'false';
await createProjectGraphAsync({ exitOnError: false });

/** Specs, and what only specs start or import. */
const SPECS = ['**/*.spec.{ts,tsx}', 'apps/*/e2e/**/*.ts', 'libs/*/src/test-application/**/*.ts'];
/** Runs in browsers. */
const IN_BROWSERS = ['apps/web/src/{public,desk}/**', 'libs/ui/**', 'libs/api-client/**'];
/** Type-checked with the specs only, because no build contains them. */
const OUTSIDE_THE_BUILD = [...SPECS, 'tools/**/*.ts', 'libs/contracts/samples/**/*.ts', 'libs/ui/components/**/*.tsx'];

const noMachinery = {
  patterns: [
    { regex: '^node:', message: 'The domain knows no machinery: time, ids and the actor arrive in the command.' },
    {
      regex: '^(?!\\.|@redress/contracts$)',
      message: 'The domain imports nothing but itself and types of the contracts.',
    },
    {
      regex: '^@redress/contracts$',
      allowTypeImports: true,
      message: 'The domain takes types from the contracts and nothing at run time.',
    },
  ],
};

const guardedJson = {
  object: 'JSON',
  property: 'parse',
  message: 'Use parseJson of @redress/eventing: some runtimes read escaped keys wrongly.',
};

const schemaToolsOnly = {
  patterns: [
    {
      regex: '^(?!\\.|typebox(/|$))',
      message: 'Other teams import the contracts: they bring typebox and nothing else.',
    },
  ],
};

export default tseslint.config(
  {
    ignores: ['**/dist/', '**/node_modules/', '.nx/', '.cache/', 'coverage/', 'data/', 'libs/api-client/src/schema.ts'],
  },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommendedTypeChecked, tseslint.configs.stylistic],
    plugins: { '@nx': nx },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@nx/enforce-module-boundaries': ['error', layersOfCode],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // Nest reads constructor types at run time. This rule leaves them as values when decorator metadata is emitted.
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      // A Nest module is a class whose content is its decorator.
      '@typescript-eslint/no-extraneous-class': 'off',
      // Discriminated unions read better as types; both are used on purpose.
      '@typescript-eslint/consistent-type-definitions': 'off',
      // A null object is a class of empty methods.
      '@typescript-eslint/no-empty-function': 'off',
      // A port's method may be asynchronous in one engine and not in another.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      // `{ readonly [pointer: string]: Json }` can name its key; Record<string, Json> cannot.
      '@typescript-eslint/consistent-indexed-object-style': 'off',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true, named: true } }],
    },
  },
  {
    files: OUTSIDE_THE_BUILD,
    languageOptions: { parserOptions: { projectService: false, project: './tsconfig.specs.json' } },
  },
  {
    files: SPECS,
    rules: {
      '@nx/enforce-module-boundaries': ['error', layersOfSpecs],
      // Answers of a process under test are JSON of unknown shape until the spec has looked at it.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: ['libs/domain/src/**/*.ts'],
    ignores: SPECS,
    rules: {
      '@typescript-eslint/no-restricted-imports': ['error', noMachinery],
      'no-restricted-globals': [
        'error',
        ...['Date', 'crypto', 'process', 'Buffer', 'fetch', 'setTimeout', 'setInterval', 'performance'].map((name) => ({
          name,
          message: 'The domain knows no machinery: time, ids and the actor arrive in the command.',
        })),
      ],
    },
  },
  {
    files: ['libs/contracts/src/**/*.ts'],
    ignores: SPECS,
    rules: { 'no-restricted-imports': ['error', schemaToolsOnly] },
  },
  {
    files: ['libs/**/src/**/*.{ts,tsx}', 'apps/*/src/**/*.{ts,tsx}'],
    // A browser reads JSON with its own runtime.
    ignores: [...SPECS, 'libs/testing/**', 'libs/contracts/**', 'libs/eventing/src/outside-json.ts', ...IN_BROWSERS],
    rules: { 'no-restricted-properties': ['error', guardedJson] },
  },
  // A command line answers on the console; tools talk to developers.
  { files: ['apps/cli/**', 'tools/**'], rules: { 'no-console': 'off' } },
  prettier,
);
