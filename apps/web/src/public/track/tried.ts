/** Something that a complainant tried to do, which was refused: what they typed is shown again. */
export interface Tried {
  readonly act: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** The fields of an act that hold words. */
const WORDS = ['text', 'comment', 'grounds', 'reason'] as const;

/** The words that were typed; undefined where only a choice was made. */
export function wordsIn({ fields }: Tried): string | undefined {
  return WORDS.map((field) => fields[field]).find((typed) => typed !== undefined);
}

/** How the fields are called that bring what was tried past the question for reference and code. */
const KEPT_PREFIX = 'kept-';
const KEPT_ACT = 'kept-act';

/** What was tried, as the hidden fields of a form. */
export function keptFields({ act, fields }: Tried): readonly (readonly [name: string, value: string])[] {
  return [[KEPT_ACT, act], ...Object.entries(fields).map(([name, value]) => [KEPT_PREFIX + name, value] as const)];
}

/** What was tried, from the fields of such a form. `acts` names the fields of each act; undefined for anything else. */
export function triedIn(
  form: Readonly<Record<string, unknown>>,
  acts: Readonly<Record<string, readonly string[]>>,
): Tried | undefined {
  const act = form[KEPT_ACT];
  if (typeof act !== 'string' || !Object.hasOwn(acts, act)) return undefined;
  const fields = (acts[act] ?? []).flatMap((name) => {
    const value = form[KEPT_PREFIX + name];
    return typeof value === 'string' && value !== '' ? [[name, value] as const] : [];
  });
  return { act, fields: Object.fromEntries(fields) };
}
