import { describe, expect, it } from '@jest/globals';
import {
  accepted,
  acknowledged,
  assessed,
  assessment,
  communicated,
  happened,
  historyTo,
  message,
  received,
  stateAfter,
  withdrawn,
} from './complaint.mother.spec.js';
import { complaint } from './commands.js';
import type { PastComplaintEvent } from './complaint.js';

describe('The state of a complaint', () => {
  it.each(Object.entries(historyTo))('is %s after the history that leads there', (status, history) => {
    expect(stateAfter(history).status).toBe(status);
  });

  it('keeps what decisions need', () => {
    expect(
      stateAfter([...historyTo.accepted, happened('RemedyDelivered', { remedy: 1 }, { commandId: 'delivery' })]),
    ).toEqual({
      status: 'accepted',
      receivedAt: received.occurredAt,
      work: { departments: [], people: [] },
      addressee: { language: 'fa' },
      policyVersion: 'generic@1',
      scoping: { channel: 'web' },
      policyChoice: { by: { channel: 'web' }, at: received.occurredAt },
      lodgedByComplainant: true,
      acknowledged: true,
      assessment,
      priority: 'normal',
      tags: [],
      holds: [],
      notes: 0,
      informationGiven: 0,
      entriesOfComplainant: 0,
      conflicts: [],
      attachments: [],
      filesOfComplainant: 0,
      requests: {},
      tasks: {},
      evidence: {},
      interviews: 0,
      disclosures: 0,
      findings: 1,
      response: expect.objectContaining({ proposedBy: 'handler-1', standing: 'communicated' }),
      decision: { decision: 'upheld', remedies: 2, delivered: [1] },
      stage: { number: 1, appealed: false, barred: [] },
      deciders: ['handler-1', 'supervisor-1'],
      links: {},
      absorbed: {},
      splits: [],
      justReopened: false,
      justUnmerged: false,
      messages: {},
      carriedBy: {},
      undelivered: [],
      said: {
        acknowledge: { channel: 'email' },
        'approve-response': {},
        'communicate-decision': { channel: 'email' },
        'record-acceptance': { basis: 'stated' },
        'deliver-remedy 1': { remedy: 1 },
      },
      revision: 8,
      redactable: [],
      redacted: [],
      timeline: [
        { fact: 'received', at: received.occurredAt },
        { fact: 'acknowledged', at: acknowledged.occurredAt },
        {
          fact: 'assessed',
          at: acknowledged.occurredAt,
          severity: 'medium',
          priority: 'normal',
          safetyImplication: false,
          complexity: 'standard',
          impact: 'individual',
        },
        { fact: 'decided', at: communicated.occurredAt },
        { fact: 'accepted', at: accepted.occurredAt },
      ],
      commandIds: [['lodging', 'earlier', 'delivery']],
    });
  });

  it('does not depend on words that were erased', () => {
    const erased = { erased: true } as const;
    const kept = stateAfter(historyTo.closed);
    const blanked = historyTo.closed.map(
      (event) => ({ ...event, data: withoutWords(event.data, erased) }) as PastComplaintEvent,
    );
    const left = stateAfter(blanked);
    expect({ ...left, assessment: undefined, response: undefined }).toEqual({
      ...kept,
      assessment: undefined,
      response: undefined,
    });
  });

  it('is left alone by evolving: each event makes a new one', () => {
    const before = Object.freeze(stateAfter([received, acknowledged]));
    expect(complaint.evolve(before, assessed)).not.toBe(before);
    expect(before.status).toBe('acknowledged');
  });

  it('does not take a withdrawn complaint up again because of an acknowledgement', () => {
    expect(stateAfter([received, withdrawn, acknowledged])).toMatchObject({ status: 'withdrawn', acknowledged: true });
  });

  it('remembers a command once, however many events it decided', () => {
    const sent = happened('NotificationSent', message, { commandId: 'outcome' });
    const following = happened('ComplaintAcknowledged', { channel: 'email' }, { commandId: 'outcome' });
    expect(stateAfter([received, sent, following])).toMatchObject({ commandIds: [['lodging', 'outcome']] });
  });
});

describe('What is no history of a complaint', () => {
  it('is not folded: it does not begin with the receipt', () => {
    expect(() => stateAfter([acknowledged])).toThrow('begins with ComplaintReceived');
  });

  it('is not folded: it is received twice', () => {
    expect(() => stateAfter([received, received])).toThrow('received once');
  });

  it('is not folded: it holds an event of an unknown type', () => {
    const unknown = { ...acknowledged, type: 'ComplaintForgotten' } as unknown as PastComplaintEvent;
    expect(() => stateAfter([received, unknown])).toThrow('no event of type ComplaintForgotten');
  });
});

/** Data with every personal text replaced, as after its key was destroyed. */
function withoutWords(data: object, erased: { readonly erased: true }): object {
  const words = ['description', 'rationale', 'summary', 'explanation', 'comment'];
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, words.includes(name) ? erased : value]));
}
