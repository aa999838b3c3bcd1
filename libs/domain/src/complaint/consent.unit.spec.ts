import { describe, expect, it } from '@jest/globals';
import { command, given, handler, happened, historyTo, lodged, received, stateAfter } from './complaint.mother.spec.js';
import { availableCommands } from './commands.js';

const { occurredAt } = received;
const receivedFor = (consent: boolean) =>
  happened('ComplaintReceived', { ...lodged, onBehalfOf: { consent } }, { occurredAt });
const approvedFor = (consent: boolean) => [receivedFor(consent), ...historyTo['response-approved'].slice(1)];
const agreed = happened('ConsentRecorded', { given: true });

describe('A complaint on behalf of somebody else', () => {
  it('is decided without their consent, and not told to the representative before they agree', () => {
    given(approvedFor(false)).when(command('communicate-decision', {})).thenRefused('consent-missing');
    given([...approvedFor(false), agreed])
      .when(command('communicate-decision', {}))
      .then([{ type: 'DecisionCommunicated', data: {} }]);
    given(approvedFor(true))
      .when(command('communicate-decision', {}))
      .then([{ type: 'DecisionCommunicated', data: {} }]);
  });

  it('is told to nobody any more once they took their consent back', () => {
    given([...approvedFor(true), happened('ConsentRecorded', { given: false })])
      .when(command('communicate-decision', {}))
      .thenRefused('consent-missing');
  });

  it('records consent with what shows it, and nothing when it says what is known', () => {
    const data = { given: true, evidence: 'A signed form.' };
    given([receivedFor(false)])
      .when(command('record-consent', data))
      .then([{ type: 'ConsentRecorded', data }]);
    given([receivedFor(true)])
      .when(command('record-consent', { given: true }))
      .thenNothing();
    given([receivedFor(false), happened('ConsentRecorded', data)])
      .when(command('record-consent', data))
      .thenNothing();
  });

  it('keeps what shows it, also when it comes after the consent', () => {
    const data = { given: true, evidence: 'A signed form.' };
    given([receivedFor(true)])
      .when(command('record-consent', data))
      .then([{ type: 'ConsentRecorded', data }]);
  });

  it('has no consent to record where nobody speaks for another', () => {
    given([received])
      .when(command('record-consent', { given: true }))
      .thenRefused('not-on-behalf');
    expect(availableCommands(stateAfter([received]), handlerWithRoles)).not.toContain('record-consent');
    expect(availableCommands(stateAfter([receivedFor(false)]), handlerWithRoles)).toContain('record-consent');
  });
});

const handlerWithRoles = { id: handler.id, roles: ['handler'] };
