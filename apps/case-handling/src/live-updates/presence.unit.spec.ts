import { beforeEach, describe, expect, it } from '@jest/globals';
import { complaintStream } from '@redress/complaints';
import { ComplaintOffice } from '@redress/complaints/office';
import type { Reference } from '@redress/contracts';
import { foldDocument } from '@redress/eventing';
import { eventually, MemoryReadStore } from '@redress/testing';
import { caseProjection } from '../case-view/case.projection.js';
import { CasePresence, type Visitor } from './presence.js';

const { name: VIEW } = caseProjection.view;

class Window implements Visitor {
  readonly told: (readonly string[])[] = [];
  readonly tell = (people: readonly string[]): void => void this.told.push(people);

  constructor(
    private readonly person: string,
    private readonly role = 'handler',
  ) {}

  readonly asking = () => ({ id: this.person, roles: [this.role] });

  last(isWanted: (people: readonly string[]) => boolean): Promise<readonly string[] | undefined> {
    return eventually(
      () => Promise.resolve(this.told.at(-1)),
      (people) => people !== undefined && isWanted(people),
    );
  }
}

describe('Who has a case open', () => {
  let office: ComplaintOffice;
  let readStore: MemoryReadStore;
  let presence: CasePresence;
  let reference: Reference;

  beforeEach(async () => {
    office = new ComplaintOffice();
    readStore = new MemoryReadStore();
    presence = new CasePresence(readStore);
    await readStore.define(caseProjection.view);
    reference = await office.lodge();
  });

  async function shown(): Promise<void> {
    const body = foldDocument(caseProjection, await office.projected(reference));
    if (body === undefined) throw new RangeError('Nothing happened.');
    const change = { id: complaintStream(reference), expected: 'none', revision: 0, body } as const;
    await readStore.commit(VIEW, { generation: 1, changes: [change], park: [], unpark: [] });
  }

  it('is told to everybody else there, when somebody comes and when they leave', async () => {
    await shown();
    const [hana, omid] = [new Window('hana'), new Window('omid')];
    presence.enter(reference, hana);
    expect(await hana.last((people) => people.length === 0)).toEqual([]);
    const leave = presence.enter(reference, omid);
    expect(await hana.last((people) => people.length > 0)).toEqual(['omid']);
    expect(await omid.last((people) => people.length > 0)).toEqual(['hana']);
    leave();
    expect(await hana.last((people) => people.length === 0)).toEqual([]);
  });

  it('names nobody twice who has it open twice, nor to themselves', async () => {
    await shown();
    const [first, second, omid] = [new Window('hana'), new Window('hana'), new Window('omid')];
    presence.enter(reference, first);
    presence.enter(reference, second);
    presence.enter(reference, omid);
    expect(await omid.last((people) => people.length > 0)).toEqual(['hana']);
    expect(await first.last((people) => people.length > 0)).toEqual(['omid']);
  });

  it('is neither told to somebody behind a wall, nor that they are there to others', async () => {
    await office.does(reference, 'declare-conflict', { person: 'omid', nature: 'A relative of the complainant.' });
    await shown();
    const [hana, omid, sara] = [new Window('hana'), new Window('omid'), new Window('sara')];
    presence.enter(reference, omid);
    presence.enter(reference, hana);
    presence.enter(reference, sara);
    expect(await hana.last((people) => people.length > 0)).toEqual(['sara']);
    expect(omid.told).toEqual([]);
  });
});
