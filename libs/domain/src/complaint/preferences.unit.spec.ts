import { describe, expect, it } from '@jest/globals';
import { command, given, happened, historyTo, stateAfter } from './complaint.mother.spec.js';

const persian = happened('PreferencesStated', { language: 'fa' });
const byLetter = happened('PreferencesStated', { preferredChannel: 'letter' });

describe('What a complainant says of how to write to them', () => {
  it('is recorded as it was said, also after the complaint was closed', () => {
    for (const history of [historyTo.received, historyTo.closed])
      given(history)
        .when(command('state-preferences', { language: 'fa', preferredChannel: 'letter' }))
        .then([{ type: 'PreferencesStated', data: { language: 'fa', preferredChannel: 'letter' } }]);
  });

  it('says nothing anew when it is what was said last', () => {
    const both = [...historyTo.received, persian, byLetter];
    given(both)
      .when(command('state-preferences', { language: 'fa', preferredChannel: 'letter' }))
      .then([]);
    given(both)
      .when(command('state-preferences', { preferredChannel: 'email' }))
      .then([{ type: 'PreferencesStated', data: { preferredChannel: 'email' } }]);
  });

  it('holds over a correction before it, and gives way to one after it', () => {
    const english = happened('DetailsCorrected', { language: 'en' });
    expect(stateAfter([...historyTo.received, english, persian])).toMatchObject({ addressee: { language: 'fa' } });
    const corrected = [...historyTo.received, persian, english];
    expect(stateAfter(corrected)).toMatchObject({ addressee: { language: 'en' } });
    given(corrected)
      .when(command('state-preferences', { language: 'fa' }))
      .then([{ type: 'PreferencesStated', data: { language: 'fa' } }]);
  });

  it('lets a correction be made anew after it', () => {
    const english = happened('DetailsCorrected', { language: 'en' });
    given([...historyTo.received, english, persian])
      .when(command('correct-details', { language: 'en' }))
      .then([{ type: 'DetailsCorrected', data: { language: 'en' } }]);
  });
});
