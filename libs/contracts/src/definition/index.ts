export { closed } from './closed.js';
export type { DataCheck } from './data-check.js';
export type { DataOf, Erased, Immutable, OpenedDataOf, StoredDataOf } from './data-type.js';
export { event, schemaIdOf, type EventDeclaration, type EventVersion, type Upcast } from './event.js';
export type { Json, JsonObject } from './json.js';
export { personal, PERSONAL_KEYWORD, type Personal } from './personal.js';
export { EVERY_ITEM, type FieldPath } from './schema-walk.js';
