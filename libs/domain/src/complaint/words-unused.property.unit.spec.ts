import { describe, expect, it } from '@jest/globals';
import { catalogue } from '@redress/contracts';
import fc from 'fast-check';
import { complaint } from './commands.js';
import { life } from './complaint.arbitrary.spec.js';

/** The data with the value at a JSON pointer marked as erased. */
function erasedAt<Data>(data: Data, pointer: string): Data {
  const whole = structuredClone(data);
  const names = pointer.slice(1).split('/');
  const last = names.pop() as string;
  const holder = names.reduce((value, name) => value[name] as Things, whole as Things);
  holder[last] = { erased: true };
  return whole;
}
type Things = { [name: string]: unknown };

describe('The state of a complaint', () => {
  it('is the same without the words that nobody opens to decide', () => {
    fc.assert(
      fc.property(life, ({ history, state }) => {
        const sealed = history.map((event) => {
          if (!complaint.wordsUnused.has(event.type)) return event;
          const personal = catalogue.personalPointers(event.type, catalogue.currentVersion(event.type), event.data);
          return { ...event, data: personal.reduce(erasedAt, event.data) } as typeof event;
        });
        expect(sealed.reduce(complaint.evolve, complaint.initialState)).toEqual(state);
      }),
      { endOnFailure: true, numRuns: 60 },
    );
  });
});
