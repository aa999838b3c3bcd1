import { describe, expect, it } from '@jest/globals';
import { closingLine, skippedSuites } from './closing-count.mjs';

/** The part of jest's final result that the reporter reads. */
const results = {
  numPassedTests: 12,
  numFailedTests: 1,
  numRuntimeErrorTestSuites: 1,
  numPendingTests: 2,
  numTodoTests: 0,
  testResults: [
    {
      testFilePath: 'libs/engines/kafka/src/kafka.int.spec.ts',
      testResults: [
        { status: 'pending', title: 'keeps order', ancestorTitles: ['Kafka (no broker configured)', 'delivery'] },
        { status: 'pending', title: 'resumes', ancestorTitles: ['Kafka (no broker configured)'] },
        { status: 'passed', title: 'parses its address', ancestorTitles: ['Kafka address'] },
      ],
    },
  ],
};

describe('the closing count', () => {
  it('says in one line what passed, failed and was skipped, a file that did not load being a failure', () => {
    expect(closingLine(results)).toBe('Tests: 12 passed, 2 failed, 2 skipped');
  });

  it('names a suite that was skipped, so that a missing engine does not pass in silence', () => {
    expect(skippedSuites(results)).toEqual(['Skipped: Kafka (no broker configured) (2 tests)']);
  });
});
