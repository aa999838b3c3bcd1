import { describe, expect, it } from '@jest/globals';
import type { Asking, Walls } from '@redress/domain';
import { LOG_START, toPosition, toStreamName, type StreamName } from '@redress/eventing';
import fc from 'fast-check';
import { ChangeLog, type CaseChange, type KnownCase } from './change-log.js';
import { ReaderStream } from './reader-stream.js';

const PEOPLE = ['hana', 'hugo', 'sara'] as const;
const STREAMS = ['7K3M9QXD41PC', '0123456789AB', 'ZZZZZZZZZZZZ'].map((one) => toStreamName(`complaint-${one}`));

const walls: fc.Arbitrary<Walls> = fc.record({
  conflicts: fc.subarray([...PEOPLE]),
  work: fc.record({
    team: fc.constantFrom('Cards', 'Loans'),
    departments: fc.constant([]),
    people: fc.subarray([...PEOPLE]),
  }),
});

/** One event of a case, and what the view says of the case then. */
const step = fc.record({
  stream: fc.constantFrom(...STREAMS),
  type: fc.constantFrom('NoteAdded', 'ComplaintAssigned'),
  walls,
  assignee: fc.option(fc.constantFrom(...PEOPLE)),
  isTaken: fc.boolean(),
});
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

const reader = fc.record({
  id: fc.constantFrom(...PEOPLE),
  isMine: fc.boolean(),
  teams: fc.option(fc.subarray(['Cards', 'Loans'])),
});
type Reader = typeof reader extends fc.Arbitrary<infer One> ? One : never;

const askingOf = ({ id, teams }: Reader): Asking => ({ id, roles: ['handler'], ...(teams && { teams }) });

/** Everything that a reader is sent, who takes what there is after some of the steps; their positions are those of `all`. */
function sentTo(who: Reader, all: readonly Step[], isLeftOut: (stream: StreamName) => boolean): string {
  const log = new ChangeLog({ position: LOG_START });
  const filter = { asking: askingOf(who), isMine: who.isMine };
  const stream = new ReaderStream({ log, place: log.reached, missed: [], isAnew: false }, () => filter);
  let text = '';
  const take = (): void => {
    for (let chunk: Buffer | null; (chunk = stream.read() as Buffer | null) !== null;) text += chunk.toString();
  };
  take();
  all.forEach((one, index) => {
    const position = toPosition(BigInt(index + 1));
    const id = `00000000-0000-0000-0000-${String(index).padStart(12, '0')}`;
    const change: CaseChange = { id, stream: one.stream, revision: index, position, type: one.type };
    const known: KnownCase = { walls: one.walls, assignee: one.assignee };
    if (!isLeftOut(one.stream)) log.advance({ position, eventId: id }, [change], new Map([[one.stream, known]]));
    if (one.isTaken) take();
  });
  take();
  stream.destroy();
  return text;
}

describe('A case that a reader may not know of', () => {
  it('changes nothing of what they are sent, whatever happens on it and at whatever pace they read', () => {
    const property = fc.property(
      reader,
      fc.array(step, { maxLength: 12 }),
      fc.constantFrom(...STREAMS),
      (who, all, one) => {
        const hidden = all.map((each) =>
          each.stream === one ? { ...each, walls: { ...each.walls, conflicts: [who.id.toUpperCase()] } } : each,
        );
        expect(sentTo(who, hidden, () => false)).toBe(sentTo(who, hidden, (stream) => stream === one));
      },
    );
    fc.assert(property, { numRuns: 300 });
  });
});
