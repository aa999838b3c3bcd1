import { describe, expect, it } from '@jest/globals';
import { ListOf, ObjectOf, ReadAs, readRequest } from './read-request.js';

class Name {
  text = 'nobody';
}

class Person {
  @ObjectOf(() => Name)
  name!: Name;
}

class Base {
  @ListOf(() => Person, 5)
  people!: Person[];

  @ReadAs((value) => `read ${String(value)}`)
  one!: string;

  @ReadAs(() => 'by the base')
  two!: string;
}

class Request extends Base {
  @ReadAs(() => 'by the heir')
  override two!: string;

  limit = 50;
}

const read = (sent: unknown): Request => readRequest(Request, sent) as Request;

describe('A request that is read', () => {
  it('is an instance of its class, and its parts of theirs, at every depth', () => {
    const request = read({ people: [{ name: { text: 'Ada' } }, { name: {} }] });
    expect(request).toBeInstanceOf(Request);
    expect(request.people.map((person) => [person instanceof Person, person.name instanceof Name])).toEqual([
      [true, true],
      [true, true],
    ]);
    expect(request).toEqual({ people: [{ name: { text: 'Ada' } }, { name: { text: 'nobody' } }], limit: 50 });
  });

  it('has the readings of the class that it extends, and its own before them', () => {
    expect(read({ one: 1, two: 2, limit: 7 })).toEqual({ one: 'read 1', two: 'by the heir', limit: 7 });
    expect(readRequest(Base, { two: 2 })).toEqual({ two: 'by the base' });
  });

  it('has no value for what was not sent', () => {
    expect(read({})).toEqual({ limit: 50 });
  });

  it('keeps what the rules will refuse: unknown fields, and what is no object where one is expected', () => {
    const sent = { unknown: { a: [1] }, people: [null, 5, 'x', [{ name: 'y' }]] };
    expect(read(sent)).toEqual({ ...sent, limit: 50 });
    expect(read({ people: 'x' })).toEqual({ people: 'x', limit: 50 });
  });
});
