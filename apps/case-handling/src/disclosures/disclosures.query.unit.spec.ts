import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ComplaintOffice, compliance, handler, supervisor } from '@redress/complaints/office';
import type { Reference } from '@redress/contracts';
import { formatReference, type Instant } from '@redress/domain';
import { rebuildView } from '@redress/eventing';
import { AccessLog, ACCESSES, Metrics, type Page, ViewReader } from '@redress/platform';
import { MemoryReadStore } from '@redress/testing';
import { text } from 'node:stream/consumers';
import { caseProjection } from '../case-view/case.projection.js';
import { disclosureProjection } from './disclosure.projection.js';
import {
  BrowseDisclosures,
  BrowseDisclosuresHandler,
  type Disclosure,
  DisclosuresRequest,
  ExportDisclosures,
  ExportDisclosuresHandler,
} from './disclosures.query.js';

const GIVEN = { given: ['identity', 'complaint'], purpose: 'It ordered so.' } as const;
const COURT = { ...GIVEN, recipientKind: 'court', recipient: 'The court', basis: 'legal-obligation' } as const;
const LAWYER = { ...GIVEN, recipientKind: 'lawyer', recipientPerson: 'Quill Maro', basis: 'consent' } as const;

describe('The register of disclosures', () => {
  let office: ComplaintOffice;
  let readStore: MemoryReadStore;
  let views: ViewReader;
  let log: AccessLog;
  let kettle: Reference;
  let loan: Reference;

  beforeEach(async () => {
    office = new ComplaintOffice();
    readStore = new MemoryReadStore();
    views = new ViewReader(readStore, office.codec);
    log = new AccessLog(readStore, { now: () => office.now }, new Metrics());
    kettle = await office.lodge();
    loan = await office.lodge();
    await at('2026-11-03T09:00:00.000Z', () => office.does(kettle, 'record-disclosure', COURT));
    await at('2026-11-04T09:00:00.000Z', () =>
      office.does(loan, 'record-disclosure', { ...LAWYER, approvedBy: supervisor.id, sha256: 'ab'.repeat(32) }),
    );
    await at('2026-11-05T09:00:00.000Z', () =>
      office.does(loan, 'refer', { to: 'The ombudsman' }, { reason: 'A dispute.' }),
    );
  });
  afterEach(() => log.close());

  async function at(now: Instant, act: () => Promise<unknown>): Promise<void> {
    office.now = now;
    await act();
  }

  const readerOf = (id: string) => ({ asking: { id, roles: ['compliance'] }, now: office.now });

  async function project(): Promise<void> {
    const { eventStore, codec, policies, now } = office;
    for (const projection of [caseProjection, disclosureProjection]) {
      await rebuildView({ projection, readStore, eventStore, codec, policies, now: () => now });
    }
  }

  async function asked(
    request: Partial<DisclosuresRequest> = {},
    reader: string = compliance.id,
  ): Promise<Page<Disclosure>> {
    await project();
    const query = new BrowseDisclosures(Object.assign(new DisclosuresRequest(), request), readerOf(reader));
    return new BrowseDisclosuresHandler(views).execute(query);
  }

  async function exported(reader: string = compliance.id): Promise<string> {
    await project();
    const query = new ExportDisclosures(new DisclosuresRequest(), readerOf(reader), compliance);
    return text(await new ExportDisclosuresHandler(views, log).execute(query));
  }

  const recipientsOf = ({ items }: Page<Disclosure>) => items.map(({ recipientKind }) => recipientKind);

  it('has whatever was recorded and referrals, the newest first', async () => {
    expect((await asked()).items).toEqual([
      {
        reference: formatReference(loan),
        source: 'referral',
        recipientKind: 'outside-body',
        recipient: 'The ombudsman',
        purpose: 'A dispute.',
        disclosedAt: '2026-11-05T09:00:00.000Z',
        recordedBy: handler.id,
      },
      {
        reference: formatReference(loan),
        source: 'recorded',
        ...LAWYER,
        approvedBy: supervisor.id,
        sha256: 'ab'.repeat(32),
        disclosedAt: '2026-11-04T09:00:00.000Z',
        recordedBy: handler.id,
      },
      {
        reference: formatReference(kettle),
        source: 'recorded',
        ...COURT,
        disclosedAt: '2026-11-03T09:00:00.000Z',
        recordedBy: handler.id,
      },
    ]);
  });

  it.each<[string, () => Partial<DisclosuresRequest>, readonly string[]]>([
    ['of one case', () => ({ reference: kettle }), ['court']],
    ['to some recipients', () => ({ recipientKind: ['court', 'outside-body'] }), ['outside-body', 'court']],
    ['on some bases', () => ({ basis: ['consent'] }), ['lawyer']],
    ['from an instant on', () => ({ from: '2026-11-04T09:00:00.000Z' }), ['outside-body', 'lawyer']],
    ['before an instant', () => ({ before: '2026-11-04T09:00:00.000Z' }), ['court']],
  ])('finds those %s', async (_which, request, found) => {
    expect(recipientsOf(await asked(request()))).toEqual(found);
  });

  it('comes page by page', async () => {
    const first = await asked({ limit: 2 });
    expect(recipientsOf(first)).toEqual(['outside-body', 'lawyer']);
    const second = await asked({ limit: 2, cursor: first.next ?? '' });
    expect([recipientsOf(second), second.next]).toEqual([['court'], null]);
  });

  it('has nothing of a complaint that the reader may not know of, in no form', async () => {
    await office.does(kettle, 'declare-conflict', { person: 'staff-rana', nature: 'A cousin.' }, { by: supervisor });
    expect(recipientsOf(await asked({}, 'staff-rana'))).toEqual(['outside-body', 'lawyer']);
    expect(await exported('staff-rana')).not.toContain(formatReference(kettle));
  });

  it('keeps organizations and loses people with the complainant', async () => {
    await office.erase(loan);
    const { items } = await asked({ reference: loan });
    expect(items).toMatchObject([
      { recipient: 'The ombudsman', purpose: { erased: true } },
      { recipientKind: 'lawyer', recipientPerson: { erased: true }, purpose: { erased: true } },
    ]);
    expect(await exported()).not.toContain('Quill');
  });

  it('is a table that no spreadsheet computes, and notes each complaint in it as read', async () => {
    await office.does(kettle, 'record-disclosure', { ...COURT, purpose: '=1+1' });
    const lines = (await exported()).replace('\uFEFF', '').trimEnd().split('\r\n');
    expect(lines).toHaveLength(5);
    expect(lines[0]).toBe(
      'disclosedAt,reference,source,recipientKind,recipient,recipientPerson,given,sha256,basis,purpose,approvedBy,recordedBy',
    );
    expect(lines.filter((line) => line.includes("'=1+1"))).toHaveLength(1);
    expect(lines.at(-1)).toContain('The court,,identity complaint,,legal-obligation,It ordered so.,');
    await log.written();
    const noted = (await Array.fromAsync(readStore.scan(ACCESSES.name))).map(({ body }) => body);
    expect(noted.map(({ kind, reference }) => [kind, reference]).sort()).toEqual(
      [kettle, loan].sort().map((reference) => ['disclosure', reference]),
    );
  });
});
