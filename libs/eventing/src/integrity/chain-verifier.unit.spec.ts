import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { toPosition, type RecordedEvent } from '../event.js';
import { ChainVerifier } from './chain-verifier.js';
import { faultsIn, logOf, namedIn, pathsIn, rehashed, renumbered, withAltered } from './chains.fixture.spec.js';

const LOG = logOf('A', 'B', 'A', 'A', 'B', 'A');

function logWith(index: number, change: (event: RecordedEvent) => RecordedEvent): RecordedEvent[] {
  return LOG.map((event, at) => (at === index ? change(event) : event));
}

describe('An untouched log', () => {
  it('shows no fault', () => {
    expect(faultsIn(LOG)).toEqual([]);
    expect(faultsIn([])).toEqual([]);
  });

  it('is counted by events and streams', () => {
    const verifier = new ChainVerifier({ densePositions: true });
    for (const event of LOG) verifier.add(event);
    expect([verifier.events, verifier.streams]).toEqual([6, 2]);
  });

  it('may leave positions out where they are not dense', () => {
    expect(
      faultsIn(
        LOG.map((event) => ({ ...event, position: toPosition(event.position * 10n) })),
        false,
      ),
    ).toEqual([]);
  });
});

describe('A changed event', () => {
  const hashed = pathsIn(LOG[2]).filter(([name]) => name !== 'position' && name !== 'stream' && name !== 'revision');

  it.each(hashed.map((path) => [path.join('.'), path] as const))('is found by its %s', (_, path) => {
    expect(namedIn(logWith(2, (event) => withAltered(event, path)))).toEqual(['A@1 changed']);
  });

  it.each(['stream', 'revision', 'position'])('is found by its %s, however it looks', (name) => {
    expect(
      faultsIn(logWith(2, (event) => ({ ...event, [name]: name === 'stream' ? 'C' : name === 'revision' ? 7 : 9n }))),
    ).not.toEqual([]);
  });

  it('is found when a field was added', () => {
    const added = logWith(2, (event) => ({ ...event, data: { ...event.data, more: 1 } }));
    expect(namedIn(added)).toEqual(['A@1 changed']);
    expect(namedIn(logWith(2, (event) => ({ ...event, extra: 1 })))).toEqual(['A@1 changed']);
  });

  it('is found when a field was taken out', () => {
    const { personal: _taken, ...rest } = LOG[2] as RecordedEvent;
    expect(namedIn(logWith(2, () => rest))).toEqual(['A@1 changed']);
  });

  it('is found by its successor when its hash was made to fit', () => {
    const forged = logWith(2, (event) => rehashed({ ...event, data: { place: 'Shiraz' } }));
    expect(namedIn(forged)).toEqual(['A@2 inserted']);
  });

  it('is found when it cannot even be hashed', () => {
    expect(namedIn(logWith(2, (event) => ({ ...event, data: { place: '\ud800' } })))).toEqual(['A@1 unreadable']);
  });

  it('says in a sentence what is wrong, and where', () => {
    expect(faultsIn(logWith(2, (event) => ({ ...event, version: 2 })))).toEqual([
      {
        stream: 'A',
        revision: 1,
        position: toPosition(3n),
        fault: 'changed',
        detail: 'Its content does not have the hash stored with it.',
      },
    ]);
  });
});

describe('A missing event', () => {
  it('is named by stream and revision, and shows in the positions', () => {
    const log = LOG.filter((_, index) => index !== 2);
    expect(namedIn(log)).toEqual(['$all@-1 missing', 'A@1 missing']);
    expect(namedIn(renumbered(log))).toEqual(['A@1 missing']);
    expect(namedIn(log, false)).toEqual(['A@1 missing']);
  });

  it('is found when it was the first of its stream', () => {
    expect(namedIn(LOG.slice(1), false)).toEqual(['A@0 missing']);
  });

  it('shows in the positions alone when it was the last of its stream', () => {
    expect(namedIn(LOG.filter((_, index) => index !== 4))).toEqual(['$all@-1 missing']);
  });

  it('is named once for a whole row, with its range', () => {
    const faults = faultsIn(
      LOG.filter((_, index) => index !== 2 && index !== 3),
      false,
    );
    expect(faults).toMatchObject([{ stream: 'A', revision: 1, detail: 'Revisions 1 to 2 are left out.' }]);
  });

  it('is named for each row of a stream that lost several', () => {
    const log = logOf(...'AAAAAA').filter((_, index) => index !== 1 && index !== 4);
    expect(namedIn(log, false)).toEqual(['A@1 missing', 'A@4 missing']);
  });
});

describe('Reordered events', () => {
  const swapped = LOG.map((event, index) => LOG[index === 2 ? 3 : index === 3 ? 2 : index] ?? event);

  it('are named by the one that comes too late', () => {
    expect(namedIn(renumbered(swapped))).toEqual(['A@1 reordered']);
  });

  it('are each named while they lie in the longer side of the gap that remains', () => {
    const events = logOf('A', 'A', 'A', 'A', 'A', 'A', 'A', 'A');
    const late = [0, 7, 1, 4].map((index) => events[index] as RecordedEvent);
    expect(namedIn(renumbered(late))).toEqual(expect.arrayContaining(['A@1 reordered', 'A@4 reordered']));
    const early = [0, 7, 6, 3].map((index) => events[index] as RecordedEvent);
    expect(namedIn(renumbered(early))).toEqual(expect.arrayContaining(['A@6 reordered', 'A@3 reordered']));
  });

  it('are found by their positions too when those came along', () => {
    expect(namedIn(swapped)).toEqual(expect.arrayContaining(['A@1 reordered']));
  });

  it('are found when only their positions changed places, and they are of different streams', () => {
    const [first, second, ...rest] = LOG as [RecordedEvent, RecordedEvent, ...RecordedEvent[]];
    const log = [{ ...first, position: second.position }, { ...second, position: first.position }, ...rest];
    expect(namedIn(log, false)).toEqual(['B@0 reordered']);
  });

  it('are found when they changed places with their revisions rewritten', () => {
    const renamed = swapped.map((event, index) =>
      index === 2 || index === 3 ? { ...event, revision: index - 1 } : event,
    );
    // The third fault is the following event, whose previous hash no longer matches.
    expect(namedIn(renumbered(renamed))).toEqual(['A@1 changed', 'A@2 changed', 'A@3 inserted']);
  });
});

describe('An inserted event', () => {
  it('is found when a revision comes twice', () => {
    const twice = renumbered([
      ...LOG.slice(0, 3),
      rehashed({ ...(LOG[2] as RecordedEvent), id: 'forged' }),
      ...LOG.slice(3),
    ]);
    expect(namedIn(twice)).toEqual(['A@1 inserted']);
  });

  it('is found when an old one is repeated at the end', () => {
    expect(namedIn(renumbered([...LOG, LOG[0] as RecordedEvent]))).toEqual(['A@0 inserted']);
  });

  it('is found when it continues a stream without knowing its last hash', () => {
    const [, , , , , last] = LOG as [
      RecordedEvent,
      RecordedEvent,
      RecordedEvent,
      RecordedEvent,
      RecordedEvent,
      RecordedEvent,
    ];
    const metadata = { ...last.metadata, previousHash: 'f'.repeat(64) };
    const appended = rehashed({ ...last, revision: 4, position: toPosition(7n), metadata });
    expect(namedIn([...LOG, appended])).toEqual(['A@4 inserted']);
  });

  it('is found when a new stream begins with a hash it cannot know', () => {
    const [first] = logOf('Z') as [RecordedEvent];
    const begun = rehashed({
      ...first,
      position: toPosition(7n),
      metadata: { ...first.metadata, previousHash: 'f'.repeat(64) },
    });
    expect(namedIn([...LOG, begun])).toEqual(['Z@0 inserted']);
  });
});

describe('Any log', () => {
  const streams = fc.array(fc.constantFrom('A', 'B', 'C'), { minLength: 2, maxLength: 30 });
  const place = fc.nat();

  it('shows every single change, removal, swap and insertion', () => {
    fc.assert(
      fc.property(streams, place, fc.constantFrom('change', 'remove', 'swap', 'insert'), (names, at, act) => {
        const log = logOf(...names);
        // Spares the very last event: a log cannot reveal by itself that its end is missing.
        const index = at % (log.length - 1);
        const victim = log[index] as RecordedEvent;
        const tampered = { change: changed, remove: removed, swap: swapped, insert: inserted }[act](log, index, victim);
        expect(faultsIn(log)).toEqual([]);
        expect(faultsIn(tampered)).not.toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

type Tampering = (log: readonly RecordedEvent[], index: number, victim: RecordedEvent) => readonly RecordedEvent[];

const changed: Tampering = (log, index, victim) =>
  log.with(index, { ...victim, data: { ...victim.data, place: 'Shiraz' } });
const removed: Tampering = (log, index) => log.toSpliced(index, 1);
const swapped: Tampering = (log, index, victim) =>
  log.with(index, log[index + 1] as RecordedEvent).with(index + 1, victim);
const inserted: Tampering = (log, index, victim) =>
  renumbered(log.toSpliced(index, 0, rehashed({ ...victim, id: 'forged' })));
