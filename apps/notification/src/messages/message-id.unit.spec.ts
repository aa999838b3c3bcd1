import { describe, expect, it } from '@jest/globals';
import { messageIdOf, nameOfMessage, staffMessageIdOf } from './message-id.js';
import { messagePurposes } from '@redress/contracts';

const event = { stream: 'complaint-7K3M9QXD41PD', revision: 14 } as const;

describe('A message id', () => {
  it('follows from the purpose and the event', () => {
    expect(messageIdOf('decision', event)).toBe('decision.7k3m9qxd41pd.14@redress');
  });

  it('of an acknowledgement is that of all the complaint’s life, as it always was', () => {
    expect(messageIdOf('acknowledgement', { ...event, revision: 0 })).toBe('acknowledgement.7k3m9qxd41pd@redress');
  });

  it.each(messagePurposes)('for %s names its complaint and event again', (purpose) => {
    for (const revision of purpose === 'acknowledgement' ? [0, 14] : [14]) {
      const name = nameOfMessage(messageIdOf(purpose, { ...event, revision }));
      expect(name).toEqual({ purpose, reference: '7K3M9QXD41PD', revision });
    }
  });

  it('to one of the staff follows from who it is as well, and does not say it', () => {
    const ids = (['person', 'team'] as const).flatMap((kind) =>
      ['noor', 'نور ۱'].map((name) => staffMessageIdOf('decision', event, { kind, name })),
    );
    expect(new Set(ids).size).toBe(4);
    for (const id of ids) {
      expect(id).toMatch(/^decision\.7k3m9qxd41pd\.14\.[0-9a-f]{12}@redress$/);
      const staff = id.split(/[.@]/)[3];
      expect(nameOfMessage(id)).toEqual({ purpose: 'decision', reference: '7K3M9QXD41PD', revision: 14, staff });
    }
  });

  it.each([
    '',
    'x',
    'decision.7k3m9qxd41p.1@redress',
    'decision.7k3m9qxd41pd@redress',
    'acknowledgement.7k3m9qxd41pd.0@redress',
    'gossip.7k3m9qxd41pd.1@redress',
    'decision.7k3m9qxd41pd.1@redress.example',
    'decision.7k3m9qxd41pd.1@redress\n',
    'decision.7k3m/../x.1@redress',
    'decision.7k3m9qxd41pd.1.noor@redress',
  ])('that was not made here names nothing: %j', (messageId) => {
    expect(nameOfMessage(messageId)).toBeUndefined();
  });
});
