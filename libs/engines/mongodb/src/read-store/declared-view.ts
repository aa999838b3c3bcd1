import type { FieldType, ViewDefinition } from '@redress/eventing';
import { InvalidQueryError } from '@redress/eventing';

const viewPattern = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const pathPattern = /^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*$/;
const nameLengthMax = 100;

/** A declared field: the only thing of a view that may stand as a name in a query. */
export interface DeclaredField {
  readonly path: string;
  readonly type: FieldType;
  /** Its name within `fields` of a stored document: `handler/team`. */
  readonly name: string;
  /** How queries and indexes name it: `fields.handler/team`. */
  readonly stored: string;
}

/** A view whose names were checked: they become names of collections, indexes and fields. */
export class DeclaredView {
  readonly name: string;
  readonly fields: readonly DeclaredField[];
  /** Keys of the indexes, by their names. */
  readonly indexes: ReadonlyMap<string, Readonly<Record<string, 1>>>;
  private readonly byPath: ReadonlyMap<string, DeclaredField>;

  /** Throws `InvalidQueryError` for names that are not plain identifiers, or an index over an undeclared field. */
  constructor(definition: ViewDefinition) {
    if (!viewPattern.test(definition.name) || definition.name.length > nameLengthMax) {
      throw new InvalidQueryError('A view is named by lower-case words with hyphens.');
    }
    this.name = definition.name;
    this.fields = Object.entries(definition.fields).map(([path, type]) => declared(path, type));
    this.byPath = new Map(this.fields.map((field) => [field.path, field]));
    this.indexes = new Map(definition.indexes.map((paths) => this.indexOver(paths)));
  }

  /** Throws `InvalidQueryError` for a field that is not declared. */
  field(path: string): DeclaredField {
    const field = this.byPath.get(path);
    if (field === undefined)
      throw new InvalidQueryError(`The view ${this.name} has no field of that name to query by.`);
    return field;
  }

  private indexOver(paths: readonly string[]): [name: string, key: Readonly<Record<string, 1>>] {
    const fields = [...paths.map((path) => this.field(path).stored), '_id'];
    return [`${indexPrefix}${paths.join(',')}`, Object.fromEntries(fields.map((field) => [field, 1]))];
  }
}

/** What the names of declared indexes begin with. */
export const indexPrefix = 'view/';

function declared(path: string, type: FieldType): DeclaredField {
  if (!pathPattern.test(path) || path.length > nameLengthMax) {
    throw new InvalidQueryError('A field is named by words of letters, digits and underscores, joined by dots.');
  }
  const name = path.replaceAll('.', '/');
  return { path, type, name, stored: `fields.${name}` };
}
