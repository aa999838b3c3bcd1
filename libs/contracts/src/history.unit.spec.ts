import { describe, expect, it } from '@jest/globals';
import { isHistory, needsReceipt } from './history.js';
import type { Instant } from './vocabulary.js';

const IMPORTED_AT: Instant = '2026-11-01T09:00:00.000Z';
const OF_OLD: Instant = '2026-09-01T09:00:00.000Z';
const SINCE: Instant = '2026-11-02T09:00:00.000Z';
const at = (role: string, occurredAt: Instant, recordedAt: Instant, id = role) => ({
  actor: { id, role },
  occurredAt,
  recordedAt,
});
const byImport = at('system', OF_OLD, IMPORTED_AT, 'import-csv');
const asSent = at('complainant', OF_OLD, IMPORTED_AT);

describe('History', () => {
  it.each([
    ['recorded by an import', at('system', SINCE, SINCE, 'import-csv'), undefined],
    ['before an import under its own name', at('handler', OF_OLD, IMPORTED_AT), byImport],
    ['before an import in the name of the complainant', at('handler', OF_OLD, IMPORTED_AT), asSent],
    ['the receipt that an import recorded in that name', asSent, asSent],
    ['a deadline of before, found out since', at('system', OF_OLD, SINCE), byImport],
  ])('is what is %s', (_, event, receipt) => {
    expect(isHistory(event, receipt)).toBe(true);
  });

  it.each([
    ['since the import', at('handler', SINCE, SINCE), byImport],
    ['dated back to since the import', at('handler', '2026-11-01T10:00:00.000Z', SINCE), byImport],
    ['written down by staff the next day', at('handler', OF_OLD, IMPORTED_AT), at('handler', OF_OLD, IMPORTED_AT)],
    ['sent by a complainant at once', at('complainant', SINCE, SINCE), at('complainant', SINCE, SINCE)],
    ['recorded by somebody who is only called so', at('handler', SINCE, SINCE, 'import-csv'), undefined],
  ])('is not what is %s', (_, event, receipt) => {
    expect(isHistory(event, receipt)).toBe(false);
  });

  it('needs the receipt only of what is dated back', () => {
    expect([byImport, asSent, at('handler', SINCE, SINCE)].map(needsReceipt)).toEqual([false, true, false]);
  });
});
