import { availableParallelism } from 'node:os';

function compiled(parser, more) {
  return [
    '@swc/jest',
    {
      jsc: {
        target: 'es2024',
        parser,
        // Catalogues of texts are imported as JSON.
        experimental: { keepImportAttributes: true },
        transform: { useDefineForClassFields: false, ...more },
      },
      module: { type: 'es6' },
    },
  ];
}

/** Specs stand beside the code. Their suffix says what they need: unit (nothing), int (an engine on disk), e2e (the built process). */
export default {
  testMatch: ['<rootDir>/{libs,apps,tools}/**/*.{unit,int,e2e}.spec.{ts,tsx}'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['/dist/'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  testEnvironmentOptions: { customExportConditions: ['redress-source', 'node', 'node-addons'] },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': ['$1.js', '$1.ts', '$1.tsx'] },
  transform: {
    '^.+\\.ts$': compiled(
      { syntax: 'typescript', decorators: true },
      { legacyDecorator: true, decoratorMetadata: true },
    ),
    '^.+\\.tsx$': compiled({ syntax: 'typescript', tsx: true }, { react: { runtime: 'automatic' } }),
  },
  setupFiles: ['<rootDir>/tools/jest/setup.mjs'],
  setupFilesAfterEnv: ['<rootDir>/tools/jest/assertions.mjs'],
  testTimeout: 60_000,
  // By itself jest leaves one core to others, which of two is half.
  maxWorkers: Math.max(2, availableParallelism() - 1),
  // Modules of finished specs stay in a worker's memory, which would else reach the limit of its heap.
  workerIdleMemoryLimit: '2GB',
  reporters: ['default', '<rootDir>/tools/jest/closing-count.mjs'],
};
