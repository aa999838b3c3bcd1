import { describe, expect, it } from '@jest/globals';
import { checkedBy, type Fault, listOf, matching, members, oneOf, text, whole } from './fault.js';

const check = members({ name: text(5), 'size?': whole(1, 3), kinds: listOf(oneOf(['a', 'b']), { min: 1, max: 2 }) });

function pointers(faults: readonly Fault[]): readonly string[] {
  return faults.map(({ pointer }) => pointer);
}

describe('A check of a value that came as data', () => {
  it('finds nothing in a value that is as asked for, with or without what may be left out', () => {
    expect(check({ name: 'five!', kinds: ['a'] }, '')).toEqual([]);
    expect(check({ name: 'five!', size: 3, kinds: ['b', 'a'] }, '')).toEqual([]);
  });

  it('names every fault by its place, not only the first', () => {
    expect(pointers(check({ name: '', size: 4, kinds: ['a', 'c'] }, ''))).toEqual(['/name', '/size', '/kinds/1']);
  });

  it('tells what is missing and what nobody knows, escaped as JSON pointers ask', () => {
    expect(check({ kinds: ['a'], 'a/b~c': 1 }, '')).toEqual([
      { pointer: '/name', problem: 'Must be given.' },
      { pointer: '/a~1b~0c', problem: 'Is unknown. Remove it or correct its name.' },
    ]);
  });

  it('suggests the nearest name, not the first that is near enough', () => {
    const [fault] = members({ 'lengths?': whole(1, 3), 'length?': whole(1, 3) })({ lenght: 1 }, '');
    expect(fault?.problem).toBe('Is unknown. Did you mean length?');
  });

  it.each([[null], [[]], ['text'], [7], [undefined]])('finds that %j is no object, without an exception', (value) => {
    expect(check(value, '/x')).toEqual([{ pointer: '/x', problem: 'Must be an object.' }]);
  });

  it('bounds lists on both sides, and the number of faults it tells', () => {
    expect(pointers(check({ name: 'a', kinds: [] }, ''))).toEqual(['/kinds']);
    expect(pointers(check({ name: 'a', kinds: ['a', 'b', 'a'] }, ''))).toEqual(['/kinds']);
    expect(
      listOf(text(1), { max: 1_000 })(
        Array.from({ length: 1_000 }, () => 'long'),
        '',
      ),
    ).toHaveLength(100);
  });

  it('asks a rule only about a value of the right shape', () => {
    const even = checkedBy<number>(whole(0, 10), (value, pointer) =>
      value % 2 === 0 ? [] : [{ pointer, problem: 'Must be even.' }],
    );
    expect(even(4, '')).toEqual([]);
    expect(even(5, '/n')).toEqual([{ pointer: '/n', problem: 'Must be even.' }]);
    expect(even('x', '/n')).toEqual([{ pointer: '/n', problem: 'Must be a whole number from 0 to 10.' }]);
  });

  it('says in words what a pattern asks for, and never repeats the value', () => {
    expect(matching(/^\d{2}$/, 'two digits')('secret', '/p')).toEqual([
      { pointer: '/p', problem: 'Must be two digits.' },
    ]);
  });
});
