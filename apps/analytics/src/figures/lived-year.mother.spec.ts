import { byPhone, complainant, ComplaintOffice, supervisor } from '@redress/complaints/office';
import type { Reference } from '@redress/contracts';
import { instantOf, toReference } from '@redress/domain';
import { toPosition } from '@redress/eventing';
import { MemoryReadStore, seededRandom, type SeededRandom } from '@redress/testing';
import { factProjection } from '../facts/fact.projection.js';

const HOUR_MS = 3_600_000;
const YEAR_HOURS = 365 * 24;

const PRODUCTS = ['card', 'loan', 'کارت', undefined] as const;
const CHANNELS = ['web', 'phone', 'letter'] as const;
const CAUSES = ['process', 'people', 'system', 'supplier'] as const;
const MONEY = ['0.10', '12.50', '199.99', '1000'] as const;

/** When the year is looked at: the last complaints are still open. */
export const END_OF_YEAR = '2026-12-31T21:15:00.000Z';

/** One complaint, whose steps follow each other by chance. A step after the end of the year does not happen. */
class Life {
  private now: number;
  reference!: Reference;

  constructor(
    private readonly office: ComplaintOffice,
    private readonly random: SeededRandom,
    receivedAt: number,
  ) {
    this.now = receivedAt;
  }

  /** Lets up to some hours pass; throws {@link YearIsOver} once the year is over. */
  private after(hours: number): void {
    this.now += this.random.below(hours * 60) * 60_000;
    if (this.now >= Date.parse(END_OF_YEAR)) throw new YearIsOver();
    this.office.now = instantOf(this.now);
  }

  async live(): Promise<void> {
    this.after(1);
    const [product, channel] = [this.random.oneOf(PRODUCTS), this.random.oneOf(CHANNELS)];
    this.reference = await this.office.lodge({
      channel,
      language: this.random.oneOf(['en', 'fa']),
      ...(product && { product }),
    });
    await this.handled();
  }

  private async handled({ isNew = true } = {}): Promise<void> {
    const { office, reference } = this;
    if (isNew && this.random.chance(0.8)) {
      this.after(72);
      await office.does(reference, 'acknowledge', {});
    }
    if (this.random.chance(0.1)) return this.leaves();
    this.after(200);
    const severity = this.random.oneOf(['low', 'medium', 'high'] as const);
    const judged = {
      complexity: 'simple',
      impact: 'individual',
      immediateAction: 'none',
      rationale: 'So it is.',
    } as const;
    await office.does(reference, 'assess', { ...judged, severity, safetyImplication: this.random.chance(0.1) });
    await office.does(reference, 'route', { team: this.random.oneOf(['Cards', 'Loans']) }, { by: supervisor });
    this.after(300);
    const found = { summary: 'It was so.', upheld: 'upheld' } as const;
    await office.does(reference, 'record-finding', {
      ...found,
      ...(this.random.chance(0.8) && { rootCause: this.random.oneOf(CAUSES) }),
    });
    await this.decide();
    await this.answered();
  }

  private async leaves(): Promise<void> {
    const { office, reference } = this;
    this.after(100);
    const into = toReference('2B8TRW5XN6C2');
    const other = { status: 'assessed', receivedAt: '2025-12-01T09:00:00.000Z' } as const;
    if (this.random.chance(0.5)) await office.does(reference, 'withdraw', byPhone);
    else await office.does(reference, 'merge', { into, other });
  }

  private async decide(): Promise<void> {
    const { office, reference } = this;
    this.after(600);
    const amount = { value: this.random.oneOf(MONEY), currency: this.random.oneOf(['EUR', 'IRR']) };
    const remedies = this.random.chance(0.5) ? [{ kind: 'apology' } as const, { kind: 'refund', amount } as const] : [];
    const decision = this.random.oneOf(['upheld', 'partly-upheld', 'not-upheld'] as const);
    await office.does(reference, 'propose-response', { decision, explanation: 'So it is.', remedies });
    this.after(48);
    await office.does(reference, 'approve-response', {}, { by: supervisor });
    this.after(24);
    await office.does(reference, 'communicate-decision', {});
    for (const [remedy] of remedies.entries()) await office.does(reference, 'deliver-remedy', { remedy });
  }

  private async answered(): Promise<void> {
    const { office, reference } = this;
    this.after(200);
    if (this.random.chance(0.3)) {
      await office.does(reference, 'record-rejection', {}, { by: complainant });
      if (this.random.chance(0.3)) return this.referred();
      await this.decide();
    }
    await office.does(reference, 'record-acceptance', {}, { by: complainant });
    this.after(100);
    await office.does(reference, 'close', { outcome: 'resolved' });
    if (this.random.chance(0.4)) {
      const rating = this.random.oneOf([1, 2, 3, 4, 5] as const);
      await office.does(reference, 'rate-satisfaction', { rating }, { by: complainant });
    }
    if (!this.random.chance(0.2)) return;
    this.after(500);
    await office.does(reference, 'reopen', {}, { by: supervisor, reason: 'New facts.' });
    if (this.random.chance(0.5)) await this.handled({ isNew: false });
  }

  private async referred(): Promise<void> {
    const { office, reference } = this;
    this.after(100);
    await office.does(reference, 'refer', { to: 'Ombudsman' }, { reason: 'They want so.' });
    if (!this.random.chance(0.5)) return;
    this.after(500);
    const compensation = {
      kind: 'compensation',
      amount: { value: this.random.oneOf(MONEY), currency: 'EUR' },
    } as const;
    await office.does(reference, 'record-award', { by: 'Ombudsman', summary: 'Pay.', remedies: [compensation] });
  }
}

class YearIsOver extends Error {}

/** A store with the facts of a year of complaints, made by their commands. The same seed gives the same year. */
export async function liveYear(complaints: number, seed: number): Promise<MemoryReadStore> {
  const office = new ComplaintOffice();
  const random = seededRandom(seed);
  const store = new MemoryReadStore();
  await store.define(factProjection.view);
  const changes = [];
  for (let lodged = 0; lodged < complaints; lodged += 1) {
    const life = new Life(office, random, Date.parse('2026-01-01T00:00:00.000Z') + random.below(YEAR_HOURS) * HOUR_MS);
    await life.live().catch((error: unknown) => {
      if (!(error instanceof YearIsOver)) throw error;
    });
    if (life.reference === undefined) continue;
    const { id, revision, body } = await office.document(factProjection, life.reference);
    changes.push({ id, revision, expected: 'none' as const, body: body });
  }
  const position = toPosition(BigInt(changes.length));
  await store.commit(factProjection.view.name, { generation: 1, changes, park: [], unpark: [], position });
  return store;
}
