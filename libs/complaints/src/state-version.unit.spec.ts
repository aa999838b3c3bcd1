import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { closed } from '@redress/contracts';
import { COMPLAINT_STATE_VERSION, complaintProjection, stateIn } from './complaint-projection.js';
import { livedThrough } from './view-documents.fixture.spec.js';

/**
 * The shape of the stored state, by version. When this fails, the shape of the state has changed: raise `COMPLAINT_STATE_VERSION`, so that
 * an upgrade asks operators to rebuild their views, and record the new shape here. An optional field that `storedState` fills in, and that
 * means nothing for older complaints, needs a new shape but no new version.
 */
const SHAPES: Readonly<Record<number, string>> = { 4: '573783c173e1f0ef' };

const projection = complaintProjection({
  view: { name: 'state', fields: {}, indexes: [] },
  document: closed({}),
  initial: {},
  on: {},
  derive: () => ({}),
});

/** Parts indexed by names that people and programs choose: initially empty objects. */
const NAMED = Object.entries(stateIn({ state: {} })).flatMap(([part, value]) =>
  JSON.stringify(value) === '{}' ? [part] : [],
);

/** Returns every path in a value with its type: `timeline at string`. */
function placesIn(value: unknown, path = ''): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item) => placesIn(item, `${path}/*`));
  if (typeof value !== 'object' || value === null) return [`${path} ${value === null ? 'null' : typeof value}`];
  const isNamed = NAMED.includes(path.slice(1));
  return Object.entries(value).flatMap(([field, part]) => placesIn(part, `${path}/${isNamed ? '*' : field}`));
}

async function places(): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const [office, reference] of await livedThrough()) {
    const { body } = await office.document(projection, reference);
    for (const place of placesIn(JSON.parse(JSON.stringify(body['state'])))) found.add(place);
  }
  return [...found].sort();
}

describe('The state of a complaint in documents', () => {
  it('has the shape that is recorded for its version', async () => {
    const shape = createHash('sha256')
      .update((await places()).join('\n'))
      .digest('hex')
      .slice(0, 16);
    expect({ [COMPLAINT_STATE_VERSION]: shape }).toEqual(SHAPES);
  });
});
