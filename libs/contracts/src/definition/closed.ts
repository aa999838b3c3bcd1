import Type, { type TObject, type TProperties } from 'typebox';

/** An object that refuses every field it does not list, so that nothing personal is stored in clear under a misspelt name. */
export function closed<Properties extends TProperties>(properties: Properties): TObject<Properties> {
  return Type.Object(properties, { additionalProperties: false });
}
