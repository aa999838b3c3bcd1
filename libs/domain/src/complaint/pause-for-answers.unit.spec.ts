import { describe, it } from '@jest/globals';
import type { Policy } from '../policies/policy.js';
import { acme } from '../policies/policy.mother.spec.js';
import { asked, command, complainant, given, happened, question, received } from './complaint.mother.spec.js';

const [acknowledgement, decision] = acme.clocks;
const policy: Policy = {
  ...acme,
  clocks: [
    { ...acknowledgement!, pause: { reasons: ['force-majeure'] } },
    { ...decision!, pause: { reasons: ['information-requested', 'force-majeure'] } },
  ],
};
const calendar = acme.calendar;
const answer = { text: 'Yes, here it is.', request: 'receipt' };
const paused = happened('ClockPaused', { reason: 'information-requested', clocks: ['decision'], calendar });
const ask = command('request-information', question, { policy });
const tell = command('add-information', answer, { policy, actor: complainant });

describe('A question to the complainant', () => {
  it('stops the clocks whose policy allows it, and no others, in the same decision', () => {
    given([received])
      .when(ask)
      .then([
        { type: 'InformationRequested', data: question },
        { type: 'ClockPaused', data: { reason: 'information-requested', clocks: ['decision'], calendar } },
      ]);
  });

  it('stops no clock under a policy that does not allow it', () => {
    given([received])
      .when(command('request-information', question))
      .then([{ type: 'InformationRequested', data: question }]);
  });

  it('stops nothing that stands still already', () => {
    const other = { request: 'shop', text: 'Which shop?' };
    given([received, asked, paused])
      .when(command('request-information', other, { policy }))
      .then([{ type: 'InformationRequested', data: other }]);
  });
});

describe('The answer', () => {
  it('lets the clocks that the question stopped go on', () => {
    given([received, asked, paused])
      .when(tell)
      .then([
        { type: 'InformationAdded', data: answer },
        { type: 'ClockResumed', data: { clocks: ['decision'], calendar } },
      ]);
  });

  it('lets them stand while another question waits, and when it names no question', () => {
    const other = happened('InformationRequested', { request: 'shop', text: 'Which shop?' });
    given([received, asked, paused, other])
      .when(tell)
      .then([{ type: 'InformationAdded', data: answer }]);
    given([received, asked, paused])
      .when(command('add-information', { text: 'It broke again.' }, { policy }))
      .then([{ type: 'InformationAdded', data: { text: 'It broke again.' } }]);
  });

  it('leaves alone a clock that stands still for another reason', () => {
    const held = happened('ClockPaused', { reason: 'force-majeure', clocks: ['decision'], calendar });
    given([received, held, asked])
      .when(tell)
      .then([{ type: 'InformationAdded', data: answer }]);
  });

  it('resumes nothing a second time', () => {
    const resumed = happened('ClockResumed', { clocks: ['decision'], calendar });
    given([received, asked, paused, happened('InformationAdded', answer), resumed])
      .when(tell)
      .then([{ type: 'InformationAdded', data: answer }]);
  });
});
