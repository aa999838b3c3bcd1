import { Problem } from '../problems/problem.js';
import { pointerToken, unknownField } from './field-faults.js';

/**
 * Limits of one request. The largest legitimate one is a draft policy with 10,000 holidays and 10,000 special working days: lists of 10,000
 * entries and some 75,000 values. No object has nearly as many fields as allowed; the margin lets a client that sends unknown fields still
 * learn their names.
 */
export const requestBounds = { fields: 1_000, entries: 10_000, values: 100_000, depth: 32 } as const;

const NUL = '\0';

/**
 * Refuses a body or query that exceeds {@link requestBounds}, before any work whose cost may grow faster than its length. The same pass
 * refuses names that every object inherits, and NUL, which neither mail nor databases can hold, and removes null fields at every depth.
 */
export function checkBounds(value: object): void {
  new Walk().enter(value);
}

class Walk {
  private values = 0;
  private readonly path: string[] = [];

  enter(value: object): void {
    if (this.path.length > requestBounds.depth) throw this.tooMany();
    if (Array.isArray(value)) this.enterList(value);
    else this.enterObject(value as Record<string, unknown>);
  }

  private enterList(list: readonly unknown[]): void {
    this.count(list.length, requestBounds.entries);
    for (const [index, entry] of list.entries()) this.look(entry, String(index));
  }

  private enterObject(object: Record<string, unknown>): void {
    const names = Object.keys(object);
    this.count(names.length, requestBounds.fields);
    for (const name of names) {
      // Names such as `toString`, which class-validator treats as known although no rule declares them.
      if (name in Object.prototype)
        throw new Problem('unknown-field', { errors: [unknownField(this.pointer(), name)] });
      if (name.includes(NUL)) throw new Problem('nul-in-text', { pointer: this.pointer(name) });
      if (object[name] === null) delete object[name];
      else this.look(object[name], name);
    }
  }

  private look(value: unknown, name: string): void {
    if (typeof value === 'string') {
      if (value.includes(NUL)) throw new Problem('nul-in-text', { pointer: this.pointer(name) });
    } else if (typeof value === 'object' && value !== null) {
      this.path.push(name);
      this.enter(value);
      this.path.pop();
    }
  }

  private count(added: number, max: number): void {
    this.values += added;
    if (added > max || this.values > requestBounds.values) throw this.tooMany();
  }

  private tooMany(): Problem {
    return new Problem('too-many-fields', { pointer: this.pointer() });
  }

  /** Built only on refusal: building it for every request would cost more than the pass itself. */
  private pointer(...names: readonly string[]): string {
    return ['#', ...[...this.path, ...names].map(pointerToken)].join('/');
  }
}
