import { describe, expect, it } from '@jest/globals';
import type { QueryBus } from '@nestjs/cqrs';
import { catalogue, SYSTEMIC_PROBLEMS_MAX, type GroupFigures } from '@redress/contracts';
import type { ComplaintGroup, Instant } from '@redress/domain';
import { canonicalJson, type CommandSource, EventCodec, KeyRing, toActorId } from '@redress/eventing';
import { MemoryEventStore, MemoryKeyStore } from '@redress/testing';
import { at, type Known, question, standingOf, storeOf } from '../facts/facts.fixture.spec.js';
import { type ClassifyRecurrence, ClassifyRecurrenceHandler } from '../figures/recurrence.js';
import { ProblemProposals } from './proposals.js';
import { problemIdOf, SystemicProblems } from './systemic-problems.js';

const cards: ComplaintGroup = [
  { dimension: 'rootCause', value: 'process' },
  { dimension: 'product', value: 'card' },
];
const sara: CommandSource = { caller: 'staff:sara', actor: { id: toActorId('sara'), role: 'supervisor' } };

function figures(recently = 8): GroupFigures {
  const recent = { from: at('08-01'), before: at('11-01'), complaints: recently, days: 92 };
  return { position: '42', complaints: recently, recent };
}

/** A register on stores in memory; a spec moves its clock. */
class Register {
  now: Instant = at('11-10');
  readonly store = new MemoryEventStore();
  readonly keys = new KeyRing({ store: new MemoryKeyStore(), masterKey: new Uint8Array(32).fill(3) });
  readonly problems = new SystemicProblems({
    store: this.store,
    codec: new EventCodec(catalogue, this.keys),
    secrets: { commandHash: (content) => canonicalJson(content) },
    now: () => this.now,
  });

  confirm(name = 'Cards are sent twice', source = sara) {
    const [problem, said] = [problemIdOf(cards), { group: cards, name }];
    const command = { type: 'confirm', data: { ...said, figures: figures() } } as const;
    return this.problems.decideOnGroup({ problem, command, said }, source);
  }

  dismiss(recently?: number, group = cards) {
    const said = { group };
    const command = { type: 'dismiss', data: { ...said, figures: figures(recently) } } as const;
    return this.problems.decideOnGroup({ problem: problemIdOf(group), command, said, reason: 'A campaign.' }, sara);
  }

  async log(): Promise<string> {
    let log = '';
    for await (const { stream, type, data, personal } of this.store.readAll(0n as never))
      log += `${stream} ${type} ${JSON.stringify([data, personal])}\n`;
    return log;
  }
}

describe('The register of systemic problems', () => {
  it('has one entry for each group, whatever the order of its values', async () => {
    const register = new Register();
    await register.dismiss();
    await register.dismiss(9, cards.toReversed());
    expect(await register.problems.ids()).toEqual([problemIdOf(cards)]);
    const known = await register.problems.find(problemIdOf(cards));
    expect(known).toMatchObject({ revision: 1, decidedBy: 'sara', problem: { decisions: 2, standing: 'dismissed' } });
  });

  it('keeps what people wrote sealed, and opens it for its readers', async () => {
    const register = new Register();
    await register.confirm('Lids of Anna Berg crack');
    await register.dismiss();
    const id = problemIdOf(cards);
    const known = (await register.problems.find(id))!;
    expect((await register.problems.wordsOf([known])).get(id)?.name).toBe('Lids of Anna Berg crack');
    expect(await register.problems.entriesOf(id)).toMatchObject([
      { type: 'SystemicProblemConfirmed', by: 'sara', data: { name: 'Lids of Anna Berg crack' } },
      { type: 'SystemicProblemDismissed', reason: 'A campaign.' },
    ]);
    expect(await register.log()).toContain('SystemicProblemConfirmed');
    expect(await register.log()).not.toMatch(/Anna Berg|campaign/);
  });

  it('recognizes a repeat by its key although the figures have changed, and other words under the same key', async () => {
    const register = new Register();
    const keyed = { ...sara, idempotencyKey: 'k1' };
    const first = await register.confirm('Twice', keyed);
    register.now = at('11-11');
    expect(await register.confirm('Twice', keyed)).toEqual({ ...first, replayed: true });
    expect(await register.confirm('Thrice', keyed)).toEqual({ kind: 'command-reused' });
  });

  it('remembers when the last decision was made, and not when an action was planned', async () => {
    const register = new Register();
    await register.confirm();
    register.now = at('11-12');
    const data = { what: 'Stop it.', owner: 'hana', dueOn: '2026-12-01' };
    const command = { type: 'plan-corrective-action', data, at: register.now } as const;
    await register.problems.decide({ problem: problemIdOf(cards), command, said: data }, sara);
    expect(await register.problems.find(problemIdOf(cards))).toMatchObject({ decidedAt: at('11-10'), revision: 1 });
  });

  it('knows nothing of a group about which nobody decided', async () => {
    const { problems } = new Register();
    expect(await problems.find(problemIdOf(cards))).toBeUndefined();
  });

  it('holds so many groups and no more', async () => {
    const register = new Register();
    const numbered = (number: number): ComplaintGroup => [{ dimension: 'product', value: `p${number}` }];
    for (let number = 0; number < SYSTEMIC_PROBLEMS_MAX; number += 1) await register.dismiss(8, numbered(number));
    expect(await register.dismiss(8, numbered(SYSTEMIC_PROBLEMS_MAX))).toEqual({
      kind: 'refused',
      refusal: { refused: 'too-many-systemic-problems', details: { most: SYSTEMIC_PROBLEMS_MAX } },
    });
    expect(await register.dismiss(8, numbered(0))).toMatchObject({ kind: 'accepted' });
  });
});

const months = ['01', '02', '03', '04', '05', '06', '07', '08'];
/** Eight in September about one product, after one in every month, and five about another that always come. */
const year: readonly Known[] = [
  ...months.map((month) => `${month}-03`),
  ...['03', '07', '11', '15', '19', '23', '25', '27'].map((day) => `09-${day}`),
]
  .sort()
  .flatMap((day) => [
    { receivedAt: at(day), product: 'card', rootCause: 'process' },
    ...(day.endsWith('03') ? [{ receivedAt: at(day), product: 'loan', rootCause: 'people' }] : []),
  ]);

async function proposed(register: Register) {
  const store = await storeOf(year);
  const handler = new ClassifyRecurrenceHandler(store, standingOf(store));
  const bus = { execute: (query: ClassifyRecurrence) => handler.execute(query) } as unknown as QueryBus;
  const { items } = await new ProblemProposals(bus).of(register.problems, { question: question() });
  return items.map(({ group, standing, recent }) => [group[1]?.value, standing, recent.numerator]);
}

describe('A group is proposed', () => {
  it('when the figures show it to be systemic, until it is confirmed', async () => {
    const register = new Register();
    expect(await proposed(register)).toEqual([['card', undefined, 9]]);
    await register.confirm();
    expect(await proposed(register)).toEqual([]);
  });

  it('no more once it is dismissed, until it grows beyond what chance gives around the rate of then', async () => {
    const register = new Register();
    await register.dismiss(9);
    expect(await proposed(register)).toEqual([]);
    await register.dismiss(2);
    expect(await proposed(register)).toEqual([['card', 'dismissed', 9]]);
  });
});
