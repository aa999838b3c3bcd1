import { availableParallelism } from 'node:os';
import base from './jest.config.mjs';

/**
 * End-to-end specs of promises that one process and many keep by different means. Others are about one process, its files and its start, or
 * about the checks of a request, which are the same code in both.
 */
const ALIKE = [
  'api-access-log',
  'api-disclosures',
  'api-live-updates',
  'api-model',
  'erased',
  'kill',
  'search-tables',
  'skipped-events',
];

/**
 * `npm run test:engines`: specs that need Kafka, MongoDB and EventStoreDB, or their stand-ins, and the end-to-end specs on one process for
 * each service. A missing engine is a failure here.
 */
export default {
  ...base,
  testMatch: [
    '<rootDir>/{libs,apps,tools}/**/*.engine.spec.ts',
    ...ALIKE.map((name) => `<rootDir>/apps/standalone/e2e/**/${name}.e2e.spec.ts`),
  ],
  testTimeout: 120_000,
  // Each system of these is nine processes already.
  maxWorkers: Math.max(1, availableParallelism() - 1),
  // Where there is one worker, all specs would else run in jest's own process, whose heap grows beyond a gigabyte: collecting it took longer
  // than some of the specs that do so to see what they hold.
  workerIdleMemoryLimit: '500MB',
};
