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

  it.each([
    ['product', { product: 'loan' }],
    ['jurisdiction', { jurisdiction: 'IR' }],
    ['complainantType', { complainantType: 'small-business' }],
    ['concern', { concern: 'product-or-service' }],
    ['description', { description: 'The lid melted.' }],
    ['desiredOutcome', { desiredOutcome: 'A new lid.' }],
    ['onBehalfOf', { onBehalfOf: { name: 'Kim Doe' } }],
    ['forThemselves', { forThemselves: true }],
  ] as const)('reaches the %s, once', (_, data) => {
    const said = { type: 'DetailsCorrected', data } as const;
    given(historyTo.received).when(command('correct-details', data)).then([said]);
    given([...historyTo.received, happened('DetailsCorrected', data)])
      .when(command('correct-details', data))
      .thenNothing();
  });

  it('says whose consent is needed before a decision is told, and keeps one that was given', () => {
    const mother = happened('DetailsCorrected', { onBehalfOf: { name: 'Kim Doe' } });
    expect(stateAfter([...historyTo.received, mother])).toMatchObject({ consent: false });
    const agreed = [...historyTo.received, mother, happened('ConsentRecorded', { given: true })];
    const misspelt = happened('DetailsCorrected', { onBehalfOf: { relationship: 'Mother' } });
    expect(stateAfter([...agreed, misspelt])).toMatchObject({
      consent: true,
      corrected: { onBehalfOf: { name: 'Kim Doe', relationship: 'Mother' } },
    });
    const alone = stateAfter([...agreed, happened('DetailsCorrected', { forThemselves: true })]);
    expect(alone).not.toHaveProperty('consent');
    expect(alone).toMatchObject({ corrected: { forThemselves: true } });
  });

  it('looks again whether the complaint is out of scope: by what is declared, or else by the new words', () => {
    const dismissed = command('correct-details', { description: 'I was unfairly dismissed.' });
    const suggested = { description: 'I was unfairly dismissed.', suggestedConcern: 'employment' } as const;
    given(historyTo.received)
      .when(dismissed)
      .then([{ type: 'DetailsCorrected', data: suggested }]);
    const history = [...historyTo.received, happened('DetailsCorrected', suggested)];
    expect(stateAfter(history)).toMatchObject({ outOfScope: { concern: 'employment', basis: 'words' } });
    const otherwise = happened('DetailsCorrected', { description: 'The lid melted.' });
    expect(stateAfter([...history, otherwise])).not.toHaveProperty('outOfScope');
    const declared = happened('DetailsCorrected', { concern: 'external-dispute' });
    expect(stateAfter([...history, declared, otherwise])).toMatchObject({
      outOfScope: { concern: 'external-dispute', basis: 'declared' },
    });
    const inScope = [...history, happened('DetailsCorrected', { concern: 'product-or-service' })];
    expect(stateAfter(inScope)).not.toHaveProperty('outOfScope');
    given(inScope)
      .when(command('correct-details', { description: 'Unfair dismissal!' }))
      .then([{ type: 'DetailsCorrected', data: { description: 'Unfair dismissal!' } }]);
  });

  it('changes to whom and in which language messages are written, and leaves the rest', () => {
    const english = happened('DetailsCorrected', { language: 'en' });
    expect(stateAfter([...historyTo.received, corrected, english])).toMatchObject({
      addressee: { language: 'en', name: 'Robin Doe' },
      corrected: { product: 'kettle', language: 'en', complainant: { name: 'Robin Doe' } },
    });
  });
});
