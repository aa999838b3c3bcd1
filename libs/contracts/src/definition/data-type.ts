import type { Static, TArray, TObject, TOptional, TProperties, TSchema } from 'typebox';
import type { Personal } from './personal.js';

/** The same shape, readable only: an event is a fact, and nobody changes facts. */
export type Immutable<Value> = Value extends readonly (infer Item)[]
  ? readonly Immutable<Item>[]
  : Value extends object
    ? { readonly [Field in keyof Value]: Immutable<Value[Field]> }
    : Value;

/** The data that an event definition describes, whole and unsealed. */
export type DataOf<Definition extends { readonly schema: TSchema }> = Immutable<Static<Definition['schema']>>;

/** The data as it is stored: what {@link DataOf} says, without the personal fields. */
export type StoredDataOf<Definition extends { readonly schema: TSchema }> = Stored<Definition['schema']>;

type Stored<Schema extends TSchema> =
  Schema extends TObject<infer Properties>
    ? Flat<StoredFields<Properties, 'required'> & Partial<StoredFields<Properties, 'optional'>>>
    : Schema extends TArray<infer Item extends TSchema>
      ? readonly Stored<Item>[]
      : Immutable<Static<Schema>>;

type StoredFields<Properties extends TProperties, Wanted extends Kind> = {
  readonly [Field in keyof Properties as KindOf<Properties[Field]> extends Wanted ? Field : never]: Stored<
    Properties[Field]
  >;
};

type Kind = 'personal' | 'optional' | 'required';
type KindOf<Schema extends TSchema> =
  Schema extends Personal<TSchema> ? 'personal' : Schema extends TOptional<TSchema> ? 'optional' : 'required';

/** Shows an intersection as the one object it is. */
type Flat<Fields> = { readonly [Field in keyof Fields]: Fields[Field] };
