import type { CalendarDate, Language, Money } from '@redress/contracts';
import { amountWords, dayWords } from '@redress/texts';
import type { Dice } from './dice.js';
import { type Issue, type Product, SHARES } from './shares.js';
import { type Sentences, type Vocabulary, vocabularies } from './vocabulary/vocabulary.js';

/** What the texts of one complaint are about. */
export interface Matter {
  readonly product: Product;
  readonly issue: Issue;
  readonly happenedOn: CalendarDate;
  readonly amount: Money;
  readonly order: string;
}

/** A product and an issue as an office of a language calls them. */
export function namesOf(language: Language, { product, issue }: Pick<Matter, 'product' | 'issue'>) {
  const { products, issues } = vocabularies[language];
  return { product: products[product], issue: issues[issue] };
}

/** The texts of one complaint, in its language. */
export class Phrases {
  readonly all: Vocabulary;
  private readonly values: { readonly [name: string]: () => string };

  constructor(
    private readonly dice: Dice,
    readonly language: Language,
    private readonly matter: Matter,
  ) {
    this.all = vocabularies[language];
    const [day, amount] = [
      once(() => dayWords(matter.happenedOn, language)),
      once(() => amountWords(matter.amount, language)),
    ];
    this.values = {
      product: () => this.all.products[matter.product],
      place: () => dice.one(this.all.places),
      order: () => matter.order,
      day,
      amount,
    };
  }

  /** What the complaint is about and what went wrong, as the office calls them. */
  get subject(): { readonly product: string; readonly issue: string } {
    return namesOf(this.language, this.matter);
  }

  /** One of these sentences about this complaint. */
  say(sentences: Sentences): string {
    return this.filled(this.dice.one(sentences));
  }

  /** What the complainant tells: what happened first, then as much as people write. */
  description(first: Sentences = this.all.happened[this.matter.issue]): string {
    const [least, most] = SHARES.sentences[this.dice.weighted(SHARES.length)];
    const told = [this.say(first)];
    const left = [...this.all.besides];
    for (let more = this.dice.whole(least, most) - 1; more > 0; more -= 1) {
      // Whoever writes more than there is to say says it again.
      if (left.length === 0) left.push(...this.all.besides);
      const [next] = left.splice(this.dice.whole(0, left.length - 1), 1);
      if (next !== undefined) told.push(this.filled(next));
    }
    return told.join(' ');
  }

  /** A full name. */
  name(): string {
    return `${this.dice.one(this.all.givenNames)} ${this.dice.one(this.all.familyNames)}`;
  }

  /** An address that cannot exist. */
  postalAddress(): string {
    const number = new Intl.NumberFormat(this.language).format(this.dice.whole(1, 180));
    const street = this.dice.one(this.all.streets);
    return this.language === 'en' ? `${number} ${street}, Sampleton` : `نمونه‌شهر، ${street}، پلاک ${number}`;
  }

  private filled(sentence: string): string {
    return sentence.replace(/\{(\w+)\}/g, (_, name: string) => this.values[name]?.() ?? '');
  }
}

/** Formatting a day costs more than all the rest of a text. */
function once(make: () => string): () => string {
  let made: string | undefined;
  return () => (made ??= make());
}
