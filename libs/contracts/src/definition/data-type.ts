import type { Static, TArray, TObject, TOptional, TProperties, TSchema } from 'typebox';
import type { Personal } from './personal.js';

/** The same shape, readable only: an event is a fact, and nobody changes facts. */
export type Immutable<Value> = Value extends readonly (infer Item)[]
  ? readonly Immutable<Item>[]
  : Value extends object
    ? { readonly [Field in keyof Value]: Immutable<Value[Field]> }
    : Value;

/** What is read in place of a personal value whose key was destroyed. */
export type Erased = { readonly erased: true };

/** The data of a version, whole and unsealed. */
export type DataOf<Version extends { readonly schema: TSchema }> = Immutable<Static<Version['schema']>>;

/** The data as it is stored: what {@link DataOf} says, without the personal fields. */
export type StoredDataOf<Version extends { readonly schema: TSchema }> = Stored<Version['schema']>;

/** The data as it is opened after reading: each personal field is its value, or {@link Erased}. */
export type OpenedDataOf<Version extends { readonly schema: TSchema }> = Opened<Version['schema']>;

type Stored<Schema extends TSchema> =
  Schema extends TObject<infer Properties>
    ? Flat<StoredFields<Properties, 'required'> & Partial<StoredFields<Properties, 'optional'>>>
    : Schema extends TArray<infer Item extends TSchema>
      ? readonly Stored<Item>[]
      : Immutable<Static<Schema>>;

type StoredFields<Properties extends TProperties, Wanted extends Presence> = {
  readonly [
    Field in keyof Properties as Properties[Field] extends Personal<TSchema>
      ? never
      : FieldOf<Properties, Field, Wanted>
  ]: Stored<Properties[Field]>;
};

type Opened<Schema extends TSchema> =
  Schema extends Personal<TSchema>
    ? Immutable<Static<Schema>> | Erased
    : Schema extends TObject<infer Properties>
      ? Flat<OpenedFields<Properties, 'required'> & Partial<OpenedFields<Properties, 'optional'>>>
      : Schema extends TArray<infer Item extends TSchema>
        ? readonly Opened<Item>[]
        : Immutable<Static<Schema>>;

type OpenedFields<Properties extends TProperties, Wanted extends Presence> = {
  readonly [Field in keyof Properties as FieldOf<Properties, Field, Wanted>]: Opened<Properties[Field]>;
};

type Presence = 'optional' | 'required';
type FieldOf<Properties extends TProperties, Field extends keyof Properties, Wanted extends Presence> = (
  Properties[Field] extends TOptional<TSchema> ? 'optional' : 'required'
) extends Wanted
  ? Field
  : never;

/** Shows an intersection as the one object it is. */
type Flat<Fields> = { readonly [Field in keyof Fields]: Fields[Field] };
