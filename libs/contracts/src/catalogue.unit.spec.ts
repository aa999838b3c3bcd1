import { describe, expect, it } from '@jest/globals';
import Type from 'typebox';
import { closed, event, type JsonObject, personal } from './definition.js';
import { complaintEvents, staffEvents } from './events.js';
import { reference, requiredText } from './vocabulary.js';
import { catalogue, type Fault, InvalidEventError, PublishedEventCatalogue } from './catalogue.js';

const promise = personal(requiredText());
const Promised = event(
  'Promised',
  { meaning: 'v3', data: { promises: Type.Array(closed({ words: promise })), count: Type.Integer() } },
  {
    meaning: 'v1',
    data: { promise },
    upcast: {
      data: ({ promise: words, ...rest }) => ({ ...rest, ...(words !== undefined && { words }) }),
      pointer: (pointer) => pointer.replace(/^\/promise$/, '/words'),
    },
  },
  {
    meaning: 'v2',
    data: { words: promise },
    upcast: {
      data: ({ words }) => ({ promises: [words === undefined ? {} : { words }], count: 1 }),
      pointer: (pointer) => pointer.replace(/^\/words$/, '/promises/0/words'),
    },
  },
);
const promises = new PublishedEventCatalogue([Promised]);

describe('upcasting', () => {
  it('goes through every version in between, and the pointers with it', () => {
    expect(promises.upcast('Promised', 1, {}, ['/promise'])).toEqual({
      version: 3,
      data: { promises: [{}], count: 1 },
      pointers: new Map([['/promise', '/promises/0/words']]),
    });
  });

  it('begins at the stored version', () => {
    expect(promises.upcast('Promised', 2, {}, ['/words']).pointers).toEqual(new Map([['/words', '/promises/0/words']]));
  });

  it('gives data of the current version back as it is', () => {
    const data = { promises: [{ words: 'soon' }], count: 1 };
    const current = promises.upcast('Promised', 3, data, ['/promises/0/words']);
    expect(current.data).toBe(data);
    expect(current.pointers).toEqual(new Map([['/promises/0/words', '/promises/0/words']]));
  });

  it.each([
    [true, 'needed'],
    [false, 'none'],
  ])('reads an immediate action of %s in ComplaintAssessed v1 as %s', (before, after) => {
    expect(catalogue.upcast('ComplaintAssessed', 1, { immediateAction: before }, ['/rationale'])).toEqual({
      version: 3,
      data: { immediateAction: after },
      pointers: new Map([['/rationale', '/rationale']]),
    });
  });
});

describe('what was never published', () => {
  it.each(['Unheard', 'constructor', '__proto__', ''])('an unknown type is refused: "%s"', (type) => {
    const unknown = [{ pointer: '', rule: 'unknown-type' }];
    expect(faultsOf(() => catalogue.currentVersion(type))).toEqual(unknown);
    expect(faultsOf(() => catalogue.validate(type, 1, {}))).toEqual(unknown);
    expect(faultsOf(() => catalogue.validateSealed(type, 1, {}))).toEqual(unknown);
    expect(faultsOf(() => catalogue.personalPointers(type, 1, {}))).toEqual(unknown);
    expect(faultsOf(() => catalogue.upcast(type, 1, {}, []))).toEqual(unknown);
  });

  it.each([0, -1, 1.5, 4, Number.NaN])('an unknown version is refused: %d', (version) => {
    const unknown = [{ pointer: '', rule: 'unknown-version' }];
    expect(faultsOf(() => catalogue.validate('ComplaintAssessed', version, {}))).toEqual(unknown);
    expect(faultsOf(() => catalogue.upcast('ComplaintAssessed', version, {}, []))).toEqual(unknown);
  });
});

describe('an error', () => {
  it('names field and rule, never a value', () => {
    const data = { text: ' ', visibility: 'Parastoo', phone: '+44 20 7946 0018' };
    const error = thrownBy(() => catalogue.validate('NoteAdded', 1, data));
    expect(error.message).toBe(
      'NoteAdded v1 is not valid: /phone additionalProperties; /text pattern; /visibility enum',
    );
    expect(thrownBy(() => catalogue.currentVersion('Unheard')).message).toBe('Unheard v0 is not valid: / unknown-type');
    expect(JSON.stringify(error)).not.toMatch(/Parastoo|7946/);
    expect(error).toMatchObject({ code: 'invalid-event', name: 'InvalidEventError', type: 'NoteAdded', version: 1 });
  });

  it('stays short whatever is refused', () => {
    const data = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`${index}`.padEnd(5000, 'x'), 1]));
    expect(thrownBy(() => catalogue.validate('NoteAdded', 1, data)).message.length).toBeLessThan(5000);
  });
});

describe('personal pointers', () => {
  it('name every item of an array that holds the field, and no other', () => {
    const remedies = [
      { kind: 'refund', description: 'cash' },
      { kind: 'apology' },
      { kind: 'repair', description: 'ours' },
    ];
    const data = { decision: 'upheld', explanation: 'It was our fault.', remedies };
    expect(catalogue.personalPointers('ResponseProposed', 1, data)).toEqual([
      '/explanation',
      '/remedies/0/description',
      '/remedies/2/description',
    ]);
  });

  it('leave out what is absent or undefined, and need no valid data', () => {
    expect(catalogue.personalPointers('ComplaintReceived', 1, { complainant: null })).toEqual([]);
    expect(catalogue.personalPointers('ResponseApproved', 1, { comment: undefined } as never)).toEqual([]);
  });
});

describe('what says who somebody is', () => {
  it('is told by its pointer, in items of lists too, from what else is personal', () => {
    const { name, story } = { name: personal(requiredText()), story: personal(requiredText()) };
    const Heard = event('Heard', {
      meaning: 'Somebody was heard.',
      identity: [
        ['witness', 'name'],
        ['others', '*', 'name'],
      ],
      data: { witness: closed({ name, story }), others: Type.Array(closed({ name, story })), name: story },
    });
    const heard = new PublishedEventCatalogue([Heard]);
    const identities = (...pointers: string[]) => pointers.filter((pointer) => heard.isIdentity('Heard', 1, pointer));
    expect(identities('/witness/name', '/others/0/name', '/others/12/name')).toHaveLength(3);
    expect(
      identities(
        '/witness/story',
        '/others/0/story',
        '/name',
        '/witness',
        '/others',
        '/others/0',
        '/witness/name/0',
        '',
      ),
    ).toEqual([]);
  });

  it('is the same in every version of receipt and correction, and in no other event', () => {
    const versions = Object.values(complaintEvents).flatMap((published) => published.versions);
    const identities = versions.map(({ type, version, personalPaths }) => {
      const pointers = personalPaths.map((path) => `/${path.join('/')}`);
      return [
        `${type} ${version}`,
        pointers.filter((pointer) => catalogue.isIdentity(type, version, pointer)),
      ] as const;
    });
    const found = Object.fromEntries(identities.filter(([, pointers]) => pointers.length > 0));
    const complainant = ['name', 'email', 'phone', 'postalAddress'].map((field) => `/complainant/${field}`);
    expect(Object.keys(found).sort()).toEqual([
      ...['ComplaintReceived 1', 'ComplaintReceived 2', 'ComplaintReceived 3', 'ComplaintReceived 4'],
      ...['DetailsCorrected 1', 'DetailsCorrected 2'],
    ]);
    for (const pointers of Object.values(found)) expect(pointers).toEqual(expect.arrayContaining(complainant));
    for (const newest of ['ComplaintReceived', 'DetailsCorrected']) {
      expect(found[`${newest} ${catalogue.currentVersion(newest)}`]?.toSorted()).toEqual(
        [...complainant, '/complainant/accessibilityNeeds', '/onBehalfOf/name', '/onBehalfOf/relationship'].sort(),
      );
    }
  });
});

describe('what says who a member of staff is', () => {
  it('is everything that is personal of an account: nothing of it is the words of one act', () => {
    const versions = Object.values(staffEvents).flatMap((published) => published.versions);
    const personal = versions.flatMap(({ type, version, personalPaths }) =>
      personalPaths.map((path) => [type, version, `/${path.join('/')}`] as const),
    );
    expect(personal.map(([, , pointer]) => pointer).sort()).toEqual([
      '/browser',
      '/credential',
      '/name',
      '/name',
      '/name',
      '/password',
      '/password',
      '/system',
      '/username',
    ]);
    expect(personal.filter((place) => !catalogue.isIdentity(...place))).toEqual([]);
  });
});

describe('the other complaints that data names', () => {
  const [first, second, third] = ['7K3M9QXD41PD', '12345678901234', '0123456789AB'] as const;
  const about = closed({ complaint: reference(), kind: Type.String() });
  const Grouped = event('Grouped', {
    meaning: 'Complaints were grouped.',
    data: {
      under: Type.Optional(reference()),
      first: Type.Optional(about),
      rest: Type.Array(about),
      count: Type.Integer(),
    },
  });
  const grouped = new PublishedEventCatalogue([Grouped]);
  const rest = [
    { complaint: second, kind: 'like' },
    { complaint: third, kind: 'like' },
    { complaint: second, kind: 'unlike' },
  ];

  it('are found where they stand, each once', () => {
    const data = { under: first, first: { complaint: second, kind: first }, rest, count: 3 };
    expect(grouped.referencesIn('Grouped', 1, data)).toEqual([first, second, third]);
    expect(grouped.referencesIn('Grouped', 1, { rest: [], count: 0 })).toEqual([]);
    expect(catalogue.referencesIn('ComplaintMerged', 1, { into: first })).toEqual([first]);
    expect(catalogue.referencesIn('NoteAdded', 1, { visibility: 'internal' })).toEqual([]);
  });

  it('are passed over in data that is not what it should be', () => {
    for (const odd of [
      { under: 7 },
      { first: 'text' },
      { first: null },
      { rest: { complaint: first } },
      { rest: [first] },
    ]) {
      expect(grouped.referencesIn('Grouped', 1, odd as JsonObject)).toEqual([]);
    }
    expect(grouped.referencesIn('Grouped', 1, JSON.parse('{"rest":[null,7]}') as JsonObject)).toEqual([]);
  });

  it('are left out with the field that describes them, where they are hidden', () => {
    const data = { first: { complaint: first, kind: 'like' }, rest, count: 3 };
    const hiding = (...hidden: string[]) => grouped.withoutReferences('Grouped', 1, data, new Set(hidden));
    expect(hiding()).toEqual(data);
    expect(hiding('7K3M9QXD41PE')).toEqual(data);
    expect(hiding(first)).toEqual({ rest, count: 3 });
    expect(hiding(third)).toEqual({ first: data.first, count: 3 });
    expect(hiding(first, second)).toEqual({ count: 3 });
  });

  it('leave nothing of an event that is itself about a hidden one', () => {
    const data = { under: first, first: { complaint: second, kind: 'like' }, rest, count: 3 };
    const hiding = (hidden: string) => grouped.withoutReferences('Grouped', 1, data, new Set([hidden]));
    expect(hiding(first)).toEqual({});
    expect(hiding(second)).toEqual({ under: first, count: 3 });
  });
});

function thrownBy(act: () => unknown): InvalidEventError {
  try {
    act();
  } catch (error) {
    if (error instanceof InvalidEventError) return error;
    throw error;
  }
  throw new Error('Nothing was thrown.');
}

function faultsOf(act: () => unknown): readonly Fault[] {
  return thrownBy(act).faults;
}
