import { beforeEach, describe, expect, it } from '@jest/globals';
import { closed, complaintEventTypes, personal, type Reference } from '@redress/contracts';
import { availableCommands } from '@redress/domain';
import type { JsonObject, ProjectedEvent } from '@redress/eventing';
import Type from 'typebox';
import { ComplaintOffice, valuesUnder } from './complaint-office.mother.spec.js';
import { complaintProjection, stateIn } from './complaint-projection.js';
import { documentFaults } from './view-documents.fixture.spec.js';
import { liveMarkedLife, liveOn, MARK } from './marked-life.mother.spec.js';

const remembered = closed({
  status: Type.String(),
  notes: Type.Integer(),
  product: Type.Optional(Type.String()),
  description: personal(Type.String()),
  statusThen: Type.String(),
  tried: Type.Array(Type.String()),
});
const view = { name: 'remembered', fields: {}, indexes: [] };
const derive = ({ status, notes }: { readonly status: string; readonly notes: number }) => ({ status, notes });

const projection = complaintProjection({
  view,
  document: remembered,
  initial: { tried: [] },
  on: {
    ComplaintReceived: (_, { data: { product, description } }, { status }) => ({
      ...(product !== undefined && { product }),
      description,
      statusThen: status,
    }),
    ComplaintAssessed: ({ tried }, { data }, { status }) => ({ statusThen: status, tried: [...tried, data.severity] }),
  },
  derive,
});

describe('A projection of complaints', () => {
  let office: ComplaintOffice;
  let reference: Reference;
  beforeEach(async () => {
    office = new ComplaintOffice();
    reference = await liveMarkedLife(office);
  });

  it('keeps the state that the domain itself folds from the log', async () => {
    await liveOn(office, reference);
    const { body } = await office.document(projection, reference);
    const { state } = await office.complaints.load(reference);
    const withWords = [
      'assessment',
      'response',
      'addressee',
      'corrected',
      'tasks',
      'requests',
      'evidence',
      'said',
      'commandIds',
    ];
    const rest = Object.fromEntries(Object.entries(stateIn(body)).filter(([part]) => !withWords.includes(part)));
    expect(state).toMatchObject(JSON.parse(JSON.stringify(rest)));
  });

  it('folds an event once for all views that hold the same state, and again for one that holds another', async () => {
    const other = complaintProjection({ view, document: closed({}), initial: {}, on: {}, derive: () => ({}) });
    const events = await office.projected(reference);
    const inOther = (document: JsonObject, event: ProjectedEvent): JsonObject => other.on[event.type]!(document, event);
    const [one, two] = [events.reduce(applied, {}), events.reduce(inOther, {})];
    expect(one['state']).toBe(two['state']);
    const [last] = events.slice(-1) as [ProjectedEvent];
    const before = events.slice(0, -1).reduce(applied, {});
    const renamed = { ...before, state: { ...(before['state'] as JsonObject), assignee: 'somebody else' } };
    expect(applied(renamed, last)['state']).toEqual({ ...(one['state'] as JsonObject), assignee: 'somebody else' });
    const again = { ...last, id: 'another-event', stream: 'complaint-another' } as ProjectedEvent;
    expect(applied(before, again)['state']).not.toBe(one['state']);
  });

  it('goes on from a state that was stored by a version which knew less of complaints', async () => {
    const [received, ...later] = await office.projected(reference);
    const document = applied({}, received as ProjectedEvent);
    const { links, absorbed, splits, redactable, redacted, ...less } = document['state'] as JsonObject;
    expect([links, absorbed, splits, redactable, redacted]).toEqual([{}, {}, [], 'AQ', []]);
    const stored = { ...document, state: less };
    expect(availableCommands(stateIn(stored), { id: 'staff-hana', roles: ['handler'] })).toContain('link');
    expect(stateIn({ state: { ...less, redactable: [0, 4] } }).redactable).toEqual([[0, 4]]);
    const after = later.reduce(applied, stored);
    // What was recorded before words had keys of their own cannot be redacted alone.
    const known = { ...document, state: { ...less, links, absorbed, splits, redactable: '', redacted } as JsonObject };
    expect(after).toMatchObject(later.reduce(applied, known));
  });

  it('derives its fields after every event, also after one it takes nothing else from', async () => {
    expect((await office.document(projection, reference)).body).toMatchObject({ status: 'closed', notes: 2 });
  });

  it('shows a change the state as it stands after the event', async () => {
    const events = await office.projected(reference);
    const assessed = events.findIndex(({ type }) => type === 'ComplaintAssessed');
    expect(events.slice(0, 1).reduce(applied, {})['statusThen']).toBe('received');
    expect(events.slice(0, assessed + 1).reduce(applied, {})['statusThen']).toBe('assessed');
  });

  it('reacts to every published type, and to streams of complaints alone', () => {
    expect(Object.keys(projection.on).sort()).toEqual([...complaintEventTypes].sort());
    expect(projection.streamPrefix).toBe('complaint-');
  });

  it('stores what events have set alone, and shows what a document began with where they have set nothing', async () => {
    const [received] = await office.projected(reference);
    const document = applied({}, received as ProjectedEvent);
    expect(document).not.toHaveProperty('tried');
    expect(projection.read(document).tried).toEqual([]);
    expect(projection.read((await office.document(projection, reference)).body).tried).toEqual(['high']);
  });

  it('leaves its arguments as they were', async () => {
    const events = await office.projected(reference);
    const before = structuredClone(events);
    events.reduce((document, event) => deeplyFrozen(applied(document, deeplyFrozen(event))), deeplyFrozen({}));
    expect(events).toEqual(before);
  });

  it('holds no free text in the state, not even sealed', async () => {
    const { body } = await office.document(projection, reference);
    expect(valuesUnder(body['state'], '$sealed')).toEqual([]);
    expect(JSON.stringify(body)).not.toContain(MARK);
  });

  it('decides on status alike when the person was erased', async () => {
    const before = (await office.document(projection, reference)).body['state'];
    await office.erase(reference);
    expect((await office.document(projection, reference)).body['state']).toEqual(before);
  });
});

describe('The documents of a view', () => {
  it('are as it declares them', async () => {
    expect(await documentFaults(projection)).toEqual([]);
  });

  it.each([
    { what: 'has an unknown field', on: { NoteAdded: () => ({ unknown: 1 }) }, fault: 'NoteAdded /unknown' },
    { what: 'has another value', on: { NoteAdded: () => ({ statusThen: 1 }) }, fault: 'NoteAdded /statusThen' },
    {
      what: 'has personal words in clear',
      on: { NoteAdded: () => ({ description: 'words' }) },
      fault: 'NoteAdded /description',
    },
    { what: 'lacks a field', on: {}, fault: 'ComplaintReceived ' },
    {
      what: 'never has a field',
      on: { ComplaintReceived: () => ({ description: { $sealed: {} } }) },
      fault: 'never: product',
    },
  ])('are at fault when one $what', async ({ on, fault }) => {
    const faulty = complaintProjection({ view, document: remembered, initial: {}, on: on as object, derive });
    const faults = await documentFaults(faulty);
    expect(faults.filter((found) => found.startsWith(fault))).not.toEqual([]);
  });
});

function applied(document: JsonObject, event: ProjectedEvent): JsonObject {
  return projection.on[event.type]?.(document, event) ?? document;
}

function deeplyFrozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(deeplyFrozen);
  return Object.freeze(value);
}
