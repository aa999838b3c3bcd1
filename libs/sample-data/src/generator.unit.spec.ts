import { createHash, randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { catalogue, complaintEventTypes, isHistory } from '@redress/contracts';
import { checkPolicy, complaintStatuses, type Instant, shippedCalendars } from '@redress/domain';
import { canonicalJson, ChainVerifier, EventCodec, KeyRing, type OpenedEvent, toPosition } from '@redress/eventing';
import { MemoryKeyStore } from '@redress/testing';
import type { Plan } from './family.js';
import { batchesOf } from './filling.js';
import { type Batch, Generator, type Installation } from './generator.js';
import { SERVICES } from './life.js';
import { offices, samplePolicies } from './office.js';
import { OfficeTime } from './office-time.js';
import { SHARES } from './shares.js';

const UNTIL: Instant = '2026-11-25T18:00:00.000Z';
const NOW: Instant = '2026-11-25T18:00:00.000Z';
const YEAR_MS = 365 * 86_400_000;
const plan = (complaints: number, seed = 1): Plan => ({
  seed,
  complaints,
  since_ms: Date.parse(UNTIL) - YEAR_MS,
  until_ms: Date.parse(UNTIL),
});

function anInstallation(): Installation {
  const masterKey = randomBytes(32);
  const secrets = {
    commandHash: (content: unknown) => createHash('sha256').update(canonicalJson(content)).digest('base64url'),
    referenceBytes: () => randomBytes(16),
  };
  return { masterKey, secrets };
}

/** The complaints of a plan, opened, each from its first event on; and the batches that they came in. */
async function generated(of: Plan) {
  const installation = anInstallation();
  const keyStore = new MemoryKeyStore();
  const codec = new EventCodec(catalogue, new KeyRing({ store: keyStore, masterKey: installation.masterKey }));
  const batches: Batch[] = await Array.fromAsync(batchesOf(of, installation, NOW));
  const histories: (readonly OpenedEvent[])[] = [];
  for (const { keys, streams } of batches) {
    for (const { subject, wrapped } of keys) await keyStore.put(subject, wrapped);
    for (const { events } of streams) {
      histories.push(await codec.open(events.map((event) => ({ ...event, position: toPosition(0n) }))));
    }
  }
  return { batches, histories };
}

const first = (history: readonly OpenedEvent[]): OpenedEvent => history[0] as OpenedEvent;
const typesIn = (histories: readonly (readonly OpenedEvent[])[]) =>
  new Set(histories.flatMap((history) => history.map(({ type }) => type)));

describe('Generated complaints', () => {
  let sample: Awaited<ReturnType<typeof generated>>;
  let many: Awaited<ReturnType<typeof generated>>;
  beforeAll(async () => {
    sample = await generated(plan(300));
    many = await generated(plan(2_000, 2));
  });

  const shareOfMany = (isSo: (history: readonly OpenedEvent[]) => boolean): number =>
    many.histories.filter(isSo).length / many.histories.length;

  it('are as many as were asked for, and no command of theirs is refused', () => {
    expect([sample.histories.length, many.histories.length]).toEqual([300, 2_000]);
    expect([...sample.batches, ...many.batches].flatMap(({ refused }) => refused)).toEqual([]);
  });

  it('have people who may know of them, also where a confidential one is split', async () => {
    const large = plan(100_000);
    const { refused, streams } = await new Generator(large, anInstallation(), NOW).batch(525);
    const restricted = streams.filter(({ events }) => events.some(({ type }) => type === 'AccessRestricted'));
    const split = restricted.filter(({ events }) => events.some(({ type }) => type === 'ComplaintSplit'));
    expect([split.length, refused]).toEqual([1, []]);
  });

  it('stand in every status, in a sample of a few hundred', () => {
    const found = sample.batches.flatMap(({ statuses }) => Object.keys(statuses));
    expect(complaintStatuses.filter((status) => !found.includes(status))).toEqual([]);
  });

  it('have events of every type but two, and in a sample nearly all of them', () => {
    const none = ['AttachmentAdded', 'CalendarChanged'];
    expect(complaintEventTypes.filter((type) => !typesIn(many.histories).has(type)).sort()).toEqual(none);
    expect(typesIn(sample.histories).size).toBeGreaterThan(complaintEventTypes.length - 10);
  });

  it('are the same for the same seed, but for what depends on the installation', async () => {
    const [again, other] = [await generated(plan(300)), await generated(plan(300, 2))];
    expect(decided(again.histories)).toEqual(decided(sample.histories));
    expect(decided(other.histories)).not.toEqual(decided(sample.histories));
  });

  it('are chained', () => {
    for (const { streams } of sample.batches) {
      for (const { events } of streams) {
        const verifier = new ChainVerifier({ densePositions: false });
        const faults = events.flatMap((event) =>
          verifier.add({ ...event, position: toPosition(BigInt(event.revision + 1)) }),
        );
        expect(faults).toEqual([]);
      }
    }
  });

  it('are history, of which nobody is told', () => {
    const news = sample.histories.flatMap((history) =>
      history.filter(({ metadata }) => !isHistory(metadata, first(history).metadata)),
    );
    expect(news.map(({ type }) => type)).toEqual([]);
  });

  it('happen within their time, what people do in its order', () => {
    for (const history of many.histories) {
      // A deadline may turn out to be missed once a message has come back.
      const steps = history.filter(({ metadata }) => metadata.actor.id !== SERVICES.caseHandling.id);
      const times = steps.map(({ metadata }) => metadata.occurredAt);
      expect(times).toEqual(times.toSorted());
      expect(history.filter(({ metadata }) => metadata.occurredAt >= UNTIL)).toEqual([]);
    }
  });

  it('are worked on when the office works, by its own weekends and holidays', () => {
    const times = { en: new OfficeTime(offices.en), fa: new OfficeTime(offices.fa) };
    const late = many.histories.flatMap((history) => {
      const time = times[first(history).data['language'] as 'en' | 'fa'];
      return history.filter(({ metadata: { actor, occurredAt } }) => {
        const at_ms = Date.parse(occurredAt);
        return actor.role === 'handler' && !time.isOpenBetween(at_ms - 3_600_000, at_ms + 1);
      });
    });
    expect(late.map(({ type }) => type)).toEqual([]);
  });

  it('are in both languages, with words and names of their own', () => {
    expect(shareOfMany((history) => first(history).data['language'] === 'fa')).toBeCloseTo(0.4, 1);
    const wrong = many.histories.filter((history) => {
      const { language, description } = first(history).data;
      return (language === 'fa') !== /\p{Script=Arabic}/u.test(JSON.stringify(description));
    });
    expect(wrong).toEqual([]);
  });

  it('name nobody who could be reached', () => {
    const emails = many.histories.flatMap((history) => {
      const { complainant } = first(history).data as { readonly complainant?: { readonly email?: string } };
      return complainant?.email ?? [];
    });
    expect(emails.length).toBeGreaterThan(1_000);
    expect(emails.filter((email) => !email.endsWith('@example.org'))).toEqual([]);
  });

  it.each([
    ['anonymous', SHARES.anonymous, (history: readonly OpenedEvent[]) => !('complainant' in first(history).data)],
    ['by the form', 0.46, (history: readonly OpenedEvent[]) => first(history).data['channel'] === 'web'],
    ['decided', 0.36, (history: readonly OpenedEvent[]) => history.some(({ type }) => type === 'DecisionCommunicated')],
    ['withdrawn', 0.04, (history: readonly OpenedEvent[]) => history.some(({ type }) => type === 'ComplaintWithdrawn')],
    ['appealed', 0.03, (history: readonly OpenedEvent[]) => history.some(({ type }) => type === 'AppealLodged')],
    ['reopened', 0.01, (history: readonly OpenedEvent[]) => history.some(({ type }) => type === 'ComplaintReopened')],
  ])('are %s in about a share of %d', (_, share, isSo) => {
    expect(Math.abs(shareOfMany(isSo) - share)).toBeLessThan(0.01 + share * 0.25);
  });

  it('miss a deadline now and then, not as a rule', () => {
    const late = shareOfMany((history) => history.some(({ type }) => type === 'DeadlineMissed'));
    expect([late > 0.02, late < 0.25]).toEqual([true, true]);
  });

  it('hand over the keys of words that were redacted, to be destroyed', () => {
    const subjects = new Set(many.batches.flatMap(({ keys }) => keys.map(({ subject }) => subject)));
    const redacted = many.batches.flatMap((batch) => batch.redacted);
    expect(redacted.length).toBeGreaterThan(0);
    expect(redacted.filter((subject) => !subjects.has(subject))).toEqual([]);
  });
});

describe('The sample policies', () => {
  it.each(samplePolicies.map((policy) => [policy.version, policy] as const))('%s has no fault', (_, policy) => {
    expect(
      checkPolicy(
        policy,
        shippedCalendars.map(({ version }) => version),
      ),
    ).toEqual([]);
  });
});

/** What was decided, without what differs between installations: references are numbered in the order of their complaints. */
function decided(histories: readonly (readonly OpenedEvent[])[]): string {
  const numbers = new Map(
    histories.map((history, number) => [first(history).stream.slice('complaint-'.length), number]),
  );
  const told = histories.map((history) =>
    history.map(({ type, data, reason, metadata: { actor, occurredAt, policyVersion } }) => ({
      type,
      data,
      reason,
      actor,
      occurredAt,
      policyVersion,
    })),
  );
  // Texts show a reference in fours.
  return JSON.stringify(told).replaceAll(/[0-9A-Z]{4}(-?[0-9A-Z]{4}){2}(-?\d{2})?/g, (name) => {
    const number = numbers.get(name.replaceAll('-', ''));
    return number === undefined ? name : `complaint ${number}`;
  });
}
