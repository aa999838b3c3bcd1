import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  command,
  earlier,
  EARLIER,
  given,
  happened,
  historyTo,
  OWN,
  received,
  stateAfter,
} from './complaint.mother.spec.js';
import { recorded } from './complaint.arbitrary.spec.js';
import { complaint } from './commands.js';
import type { PastComplaintEvent } from './complaint.js';
import { inverseOf } from './relations.js';
import { linkRelations, type Reference } from '@redress/contracts';

const followsUp = { complaint: EARLIER, relation: 'follow-up' } as const;
const linked = happened('ComplaintLinked', { ...followsUp, turn: 1, decidedOn: OWN });
const unlinked = happened('ComplaintUnlinked', { complaint: EARLIER, turn: 2, decidedOn: OWN });

describe('A link to another complaint', () => {
  it('is recorded with the complaint on which it was decided, and its turn', () => {
    given(historyTo.closed)
      .when(command('link', { ...followsUp, other: { ...earlier, status: 'merged' } }))
      .then([{ type: 'ComplaintLinked', data: { ...followsUp, turn: 1, decidedOn: OWN } }]);
  });

  it('can be made another, undone, and made again', () => {
    const other = { complaint: EARLIER, relation: 'duplicate', other: earlier } as const;
    const inTurn = (turn: number) =>
      [{ type: 'ComplaintLinked', data: { complaint: EARLIER, relation: 'duplicate', turn, decidedOn: OWN } }] as const;
    given([received, linked]).when(command('link', other)).then(inTurn(2));
    given([received, linked])
      .when(command('unlink', { complaint: EARLIER }))
      .then([{ type: 'ComplaintUnlinked', data: { complaint: EARLIER, turn: 2, decidedOn: OWN } }]);
    given([received, linked, unlinked]).when(command('link', other)).then(inTurn(3));
  });

  it('is nothing new when it is there, and its undoing is nothing when it was undone', () => {
    given([received, linked])
      .when(command('link', { ...followsUp, other: earlier }))
      .thenNothing();
    given([received, linked, unlinked])
      .when(command('unlink', { complaint: EARLIER }))
      .thenNothing();
  });

  it('looks the other way round from the other end', () => {
    expect(linkRelations.map(inverseOf)).toEqual(['duplicate', 'same-cause', 'followed-up', 'follow-up', 'related']);
    expect(linkRelations.map(inverseOf).map(inverseOf)).toEqual(linkRelations);
  });
});

/** One of two linked complaints, and its messages to the other so far. */
class Side {
  history: PastComplaintEvent[] = [received];
  constructor(
    private readonly own: Reference,
    private readonly other: Reference,
  ) {}

  get link() {
    const state = stateAfter(this.history);
    return state.status === 'unknown' ? undefined : state.links[this.other];
  }

  decides(relation: (typeof linkRelations)[number] | undefined): void {
    this.takes(
      relation === undefined
        ? command('unlink', { complaint: this.other }, { id: this.nextId, reference: this.own })
        : command(
            'link',
            { complaint: this.other, relation, other: earlier },
            { id: this.nextId, reference: this.own },
          ),
    );
  }

  /** Delivers in any order, any number of times. */
  hears(event: PastComplaintEvent): void {
    if (event.type !== 'ComplaintLinked' && event.type !== 'ComplaintUnlinked') return;
    const { turn } = event.data;
    const relation = event.type === 'ComplaintLinked' ? { relation: inverseOf(event.data.relation) } : {};
    const data = { complaint: this.other, turn, ...relation };
    this.takes(command('record-link', data, { id: this.nextId, reference: this.own }));
  }

  get decidedHere(): readonly PastComplaintEvent[] {
    return this.history.filter(({ data }) => 'decidedOn' in data && data.decidedOn === this.own);
  }

  private get nextId(): string {
    return `${this.own}-${this.history.length}`;
  }

  private takes(asked: Parameters<typeof complaint.decide>[0]): void {
    const events = complaint.decide(asked, stateAfter(this.history));
    if ('refused' in events) return;
    this.history.push(...events.map((event) => recorded(event, asked)));
  }
}

describe('Both ends of a link', () => {
  it('come to the same, whatever was decided on them at once, and however it arrives', () => {
    const relation = fc.option(fc.constantFrom(...linkRelations), { nil: undefined });
    const step = fc.oneof(
      fc.record({ decides: fc.nat(1), relation }),
      fc.record({ hears: fc.nat(1), which: fc.nat(20) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const sides = [new Side(OWN, EARLIER), new Side(EARLIER, OWN)] as const;
        for (const one of steps) {
          if ('decides' in one) sides[one.decides as 0 | 1].decides(one.relation);
          else {
            const said = sides[(1 - one.hears) as 0 | 1].decidedHere;
            const event = said[one.which % Math.max(1, said.length)];
            if (event !== undefined) sides[one.hears as 0 | 1].hears(event);
          }
        }
        // In the end each received everything that the other decided.
        for (const event of sides[0].decidedHere) sides[1].hears(event);
        for (const event of sides[1].decidedHere) sides[0].hears(event);
        const [one, other] = [sides[0].link, sides[1].link];
        expect(one?.turn).toBe(other?.turn);
        expect(one?.relation).toBe(other?.relation && inverseOf(other.relation));
      }),
      { numRuns: 500 },
    );
  });
});
