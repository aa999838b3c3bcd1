import { join } from 'node:path';
import jest from '../../jest.config.mjs';

/** Runs the joined specs of one library. These libraries find each other's copies, everything else is the clone's. */
export default {
  ...jest,
  rootDir: process.cwd(),
  testMatch: [`<rootDir>/libs/${process.env.MUTANTS_LIBRARY}/src/joined.unit.spec.ts`],
  moduleNameMapper: {
    ...jest.moduleNameMapper,
    '^@redress/(contracts|domain|eventing|testing)$': '<rootDir>/libs/$1/src/index.ts',
  },
  testEnvironment: join(import.meta.dirname, 'first-failure.mjs'),
  setupFiles: [...jest.setupFiles, '<rootDir>/tools/mutants/setup.mjs'],
  reporters: [],
};
