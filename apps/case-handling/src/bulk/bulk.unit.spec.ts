import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { CommandBus } from '@nestjs/cqrs';
import { formatReference, toReference } from '@redress/domain';
import { CommandAnswer, type CommandMetaOfMany, DecideOnComplaint, Problem } from '@redress/platform';
import { toActorId } from '@redress/testing';
import { type BulkTarget, SendToMany, SendToManyHandler } from './bulk.command.js';

const [first, second, third] = ['2B8TRW5XN6C2', '5QV0HJ4ZM8S0', '7K3M9QXD41PD'].map(toReference) as [
  BulkTarget['reference'],
  BulkTarget['reference'],
  BulkTarget['reference'],
];
const meta: CommandMetaOfMany = {
  caller: { kind: 'staff', actor: { id: toActorId('hana'), role: 'handler' }, roles: ['handler'] },
  correlationId: 'request-1',
  idempotencyKey: 'key',
};

describe('A command to many cases', () => {
  let sent: DecideOnComplaint[];
  let answers: Map<string, (command: DecideOnComplaint) => Promise<CommandAnswer>>;
  beforeEach(() => {
    sent = [];
    answers = new Map();
  });

  const accepted = ({ reference }: DecideOnComplaint) =>
    Promise.resolve(
      new CommandAnswer(formatReference(reference), {
        kind: 'accepted',
        revision: 4,
        events: ['ComplaintTagged'],
        replayed: false,
      }),
    );
  const send = (cases: readonly BulkTarget[]) => {
    const execute = (command: DecideOnComplaint) => {
      sent.push(command);
      return (answers.get(command.reference) ?? accepted)(command);
    };
    const handler = new SendToManyHandler({ execute } as unknown as CommandBus);
    return handler.execute(new SendToMany('add-tag', cases, { tag: 'recall', reason: 'Why.' } as never, meta, 'en'));
  };

  it('is what the single route would send, each with its own revision and the key of the request', async () => {
    await send([{ reference: first, expectedRevision: 3 }, { reference: second }]);
    expect(sent).toEqual([
      new DecideOnComplaint(first, 'add-tag', { tag: 'recall' }, { ...meta, ifMatch: 3 }, { reason: 'Why.' }),
      new DecideOnComplaint(second, 'add-tag', { tag: 'recall' }, meta, { reason: 'Why.' }),
    ]);
  });

  it('is answered for each in the order asked, whichever is decided first', async () => {
    const held = Promise.withResolvers<void>();
    answers.set(first, (command) => held.promise.then(() => accepted(command)));
    answers.set(third, async (command) => {
      held.resolve();
      return accepted(command);
    });
    const results = await send([first, second, third].map((reference) => ({ reference })));
    expect(results.map(({ reference }) => reference)).toEqual([first, second, third].map(formatReference));
    expect(results[0]).toEqual({
      reference: formatReference(first),
      outcome: 'accepted',
      revision: 4,
      events: ['ComplaintTagged'],
    });
  });

  it('is refused by one case for itself, with a pointer into the data', async () => {
    answers.set(second, () => Promise.reject(new Problem('reason-missing', { pointer: '#/reason' })));
    const results = await send([first, second, third].map((reference) => ({ reference })));
    expect(results.map(({ outcome }) => outcome)).toEqual(['accepted', 'refused', 'accepted']);
    expect(results[1]).toMatchObject({
      problem: { code: 'reason-missing', status: 422, errors: [{ pointer: '#/data/reason' }] },
    });
  });

  it('fails on one case alone when that cannot be decided now', async () => {
    const logged = jest.spyOn(Logger.prototype, 'error').mockReturnValue(undefined);
    answers.set(first, () => Promise.reject(new Error('The disk is full of hana@example.org.')));
    const results = await send([first, second].map((reference) => ({ reference })));
    expect(results).toMatchObject([
      { outcome: 'failed', problem: { code: 'internal', status: 500 } },
      { outcome: 'accepted' },
    ]);
    expect(logged.mock.calls).toMatchObject([[{ code: 'internal', correlationId: 'request-1' }]]);
    expect(JSON.stringify([results, logged.mock.calls])).not.toContain('hana@');
    logged.mockRestore();
  });
});
