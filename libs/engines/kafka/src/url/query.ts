import { InvalidKafkaUrlError } from './authority.js';

const COUNT_HIGHEST = 10_000;

/** The options behind the question mark, each read at most once; what nobody reads is a mistake. */
export class Query {
  private readonly unread: Map<string, string>;

  constructor(text: string) {
    const pairs = [...new URLSearchParams(text)];
    this.unread = new Map(pairs);
    if (this.unread.size < pairs.length) throw new InvalidKafkaUrlError('an option is given twice');
  }

  /** Undefined when it is not given. Empty text counts as a mistake. */
  text(name: string): string | undefined {
    const value = this.unread.get(name);
    this.unread.delete(name);
    if (value === '') throw new InvalidKafkaUrlError(`${name} is empty`);
    return value;
  }

  /** Those of the named options that are given. */
  texts<Name extends string>(names: readonly Name[]): { readonly [name in Name]?: string } {
    const given = names.flatMap((name) => {
      const value = this.text(name);
      return value === undefined ? [] : [[name, value] as const];
    });
    return Object.fromEntries(given) as { [name in Name]?: string };
  }

  oneOf<Choice extends string>(name: string, choices: readonly Choice[]): Choice | undefined {
    const value = this.text(name);
    const chosen = choices.find((choice) => choice === value);
    if (value !== undefined && chosen === undefined) {
      throw new InvalidKafkaUrlError(`${name} is none of ${choices.join(', ')}`);
    }
    return chosen;
  }

  /** Those of the named options that are given, as numbers from 1, under the names that stand for them. */
  counts<Meaning extends string>(meanings: {
    readonly [name: string]: Meaning;
  }): { readonly [meaning in Meaning]?: number } {
    const given = Object.entries(meanings).flatMap(([name, meaning]) => {
      const value = this.text(name);
      return value === undefined ? [] : [[meaning, count(name, value)] as const];
    });
    return Object.fromEntries(given) as { [meaning in Meaning]?: number };
  }

  /** Throws for an option that nothing has asked for. Its name is not quoted: it could be the rest of a password. */
  requireAllRead(): void {
    if (this.unread.size > 0) throw new InvalidKafkaUrlError('it has an option that Redress does not know');
  }
}

function count(name: string, text: string): number {
  if (/^[1-9]\d*$/.test(text) && Number(text) <= COUNT_HIGHEST) return Number(text);
  throw new InvalidKafkaUrlError(`${name} is not a number from 1 to ${COUNT_HIGHEST}`);
}
