import { describe, expect, it } from '@jest/globals';
import Type from 'typebox';
import { closed, event, personal } from './definition.js';
import { requiredText } from './vocabulary.js';
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
