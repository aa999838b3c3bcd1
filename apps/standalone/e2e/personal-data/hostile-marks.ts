import { PersonalMarks } from './personal-marks.js';

/** Set in a page by what ran in it. */
export const RAN = 'hostileRan';

/** Breaks out of an attribute, a script, a comment and a text, for readers that take one for another. Short enough for a name. */
const MARKUP = `"'--></script><img src=x onerror=${RAN}=1><svg onload=${RAN}=1>{{${RAN}=1}}`;

/** Personal values that a page, a letter or a message would run, had it taken them for its own: whoever can fill a field can write them. */
export class HostileMarks extends PersonalMarks {
  private readonly said: string[] = [];

  override text(field: string): string {
    const value = `${MARKUP} ${super.text(field)}`;
    this.said.push(value);
    return value;
  }

  /** The values that are in words, whole and as they were written. */
  wholeIn(words: string): readonly string[] {
    return this.said.filter((value) => words.includes(value));
  }
}
