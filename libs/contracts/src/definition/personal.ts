import Type, { type TSchema } from 'typebox';

/** The JSON Schema keyword that marks a value as personal: sealed under its data subject's key before it is stored. */
export const PERSONAL_KEYWORD = 'x-personal';

export type Personal<Schema extends TSchema> = Schema & { readonly [PERSONAL_KEYWORD]: true };

/**
 * Marks a field as personal: identity, contact data, narrative, any free text. Its value is encrypted before the append and
 * taken out of the stored `data`. Only a field of an object may be marked, never an array's item: taking an item out would
 * move those behind it.
 */
export function personal<Schema extends TSchema>(schema: Schema): Personal<Schema> {
  return Type.With(schema, { [PERSONAL_KEYWORD]: true }) as unknown as Personal<Schema>;
}

/** Whether {@link personal} marked this schema. */
export function isPersonal(schema: TSchema): boolean {
  return PERSONAL_KEYWORD in schema && schema[PERSONAL_KEYWORD] === true;
}
