export { closed } from './closed.js';
export type { DataCheck } from './data-check.js';
export type { DataOf, Immutable, StoredDataOf } from './data-type.js';
export { defineEvent, schemaIdOf, type EventDefinition, type EventDescription } from './define-event.js';
export { personal, PERSONAL_KEYWORD, type Personal } from './personal.js';
export { EVERY_ITEM, type FieldPath } from './schema-walk.js';
