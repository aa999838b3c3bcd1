import { beforeEach, describe, expect, it } from '@jest/globals';
import { complaintEventTypes } from '@redress/contracts';
import { availableCommands } from '@redress/domain';
import type { JsonObject, ProjectedEvent } from '@redress/eventing';
import { ComplaintOffice, valuesUnder } from './complaint-office.mother.spec.js';
import { complaintProjection, stateIn, type ComplaintChange } from './complaint-projection.js';
import { liveMarkedLife, liveOn, MARK } from './marked-life.mother.spec.js';

const remember: ComplaintChange = (document, { data }, state) => ({ ...document, ...data, statusThen: state.status });

const projection = complaintProjection({
  view: { name: 'remembered', fields: {}, indexes: [] },
  types: complaintEventTypes,
  on: { ComplaintReceived: remember, ComplaintAssessed: remember },
  derive: ({ status, notes }) => ({ status, notes }),
});

describe('A projection of complaints', () => {
  let office: ComplaintOffice;
  let reference: string;
  beforeEach(async () => {
    office = new ComplaintOffice();
    reference = await liveMarkedLife(office);
  });

  it('keeps the state that the domain itself folds from the log', async () => {
    await liveOn(office, reference);
    const { body } = await office.document(projection, reference);
    const { state } = await office.complaints.load(reference);
    const withWords = ['assessment', 'response', 'addressee', 'corrected', 'tasks', 'requests', 'evidence', 'said'];
    const rest = Object.fromEntries(Object.entries(stateIn(body)).filter(([part]) => !withWords.includes(part)));
    expect(state).toMatchObject(JSON.parse(JSON.stringify(rest)));
  });

  it('goes on from a state that was stored by a version which knew less of complaints', async () => {
    const [received, ...later] = await office.projected(reference);
    const document = applied({}, received as ProjectedEvent);
    const { links, absorbed, splits, redactable, redacted, ...less } = document['state'] as JsonObject;
    expect([links, absorbed, splits, redactable, redacted]).toEqual([{}, {}, [], [], []]);
    const stored = { ...document, state: less };
    expect(availableCommands(stateIn(stored), { id: 'staff-hana', roles: ['handler'] })).toContain('link');
    const after = later.reduce(applied, stored);
    expect(after).toMatchObject(later.reduce(applied, document));
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

type Body = Parameters<ComplaintChange>[0];

function applied(document: Body, event: ProjectedEvent): Body {
  return projection.on[event.type]?.(document, event) ?? document;
}

function deeplyFrozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(deeplyFrozen);
  return Object.freeze(value);
}
