import { describe, expect, it } from '@jest/globals';
import { command, given, happened, historyTo, stateAfter } from './complaint.mother.spec.js';
import { complaintStatuses } from './complaint.js';

const corrected = happened('DetailsCorrected', { product: 'kettle', complainant: { name: 'Robin Doe' } });

describe('Correcting details', () => {
  it.each(complaintStatuses)('is possible when the complaint is %s', (status) => {
    given(historyTo[status])
      .when(command('correct-details', { product: 'kettle' }))
      .then([{ type: 'DetailsCorrected', data: { product: 'kettle' } }]);
  });

  it('decides nothing when it says what was last said, in whole or in part', () => {
    for (const said of [{ product: 'kettle' }, { complainant: { name: 'Robin Doe' } }, corrected.data])
      given([...historyTo.received, corrected])
        .when(command('correct-details', said))
        .thenNothing();
    given([...historyTo.received, corrected])
      .when(command('correct-details', { complainant: { phone: '1' } }))
      .then([{ type: 'DetailsCorrected', data: { complainant: { phone: '1' } } }]);
  });

  it('is taken as new when the words that were last said were erased', () => {
    const erased = happened('DetailsCorrected', { complainant: { name: { erased: true } } });
    given([...historyTo.received, erased])
      .when(command('correct-details', { complainant: { name: 'Robin Doe' } }))
      .then([{ type: 'DetailsCorrected', data: { complainant: { name: 'Robin Doe' } } }]);
  });

  it('is refused when it names nothing', () => {
    for (const said of [{}, { complainant: {} }])
      given(historyTo.received).when(command('correct-details', said)).thenRefused('nothing-to-correct');
  });

  it('changes to whom and in which language messages are written, and leaves the rest', () => {
    const english = happened('DetailsCorrected', { language: 'en' });
    expect(stateAfter([...historyTo.received, corrected, english])).toMatchObject({
      addressee: { language: 'en', name: 'Robin Doe' },
      corrected: { product: 'kettle', language: 'en', complainant: { name: 'Robin Doe' } },
    });
  });
});
