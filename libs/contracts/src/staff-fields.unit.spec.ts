import { describe, expect, it } from '@jest/globals';
import { catalogue, publishedEvents } from './index.js';

type SchemaNode = {
  readonly type?: string;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly properties?: { readonly [field: string]: SchemaNode };
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
  readonly 'x-personal'?: true;
};

const definitions = Object.values(publishedEvents).flatMap((event) => event.versions);

/** Fields that accept any short name, and name a thing, an organization or a part of it. */
const NAMING_NOBODY = new Set([
  ...['product', 'issue', 'organizationUnit', 'externalReference', 'jurisdiction', 'complainantType'],
  ...['team', 'teams', 'department', 'recipient', 'to', 'by', 'rootCause', 'responseKind'],
  // What complaints of a group share: one of these.
  'value',
  ...['attachment', 'messageId', 'template', 'failure', 'refused'],
  // Of a policy: its public page and its scope.
  ...['organization', 'products', 'jurisdictions', 'complainantTypes', 'en', 'fa', 'name', 'contact'],
]);

/** Every field that accepts any short name: only such fields can name staff. Personal ones are sealed. */
function namesIn(schema: SchemaNode, path: readonly string[] = []): readonly (readonly string[])[] {
  if (schema['x-personal'] === true) return [];
  if (schema.items !== undefined) return namesIn(schema.items, [...path, '*']);
  const inner = Object.entries(schema.properties ?? {}).flatMap(([name, field]) => namesIn(field, [...path, name]));
  const either = (schema.anyOf ?? []).flatMap((one) => namesIn(one, path));
  return schema.type === 'string' && schema.maxLength === 200 ? [path, ...inner, ...either] : [...inner, ...either];
}

const fieldOf = (path: readonly string[]): string => path.findLast((step) => step !== '*') ?? '';

describe('A field that may name somebody of the staff', () => {
  it.each(definitions.map((definition) => [definition.type, definition.version, definition] as const))(
    'is marked as such, or known to name nobody: %s v%d',
    (_type, _version, { schema, staffPaths }) => {
      const marked = new Set(staffPaths.map((path) => path.join('/')));
      const unmarked = namesIn(schema as SchemaNode).filter((path) => !marked.has(path.join('/')));
      expect(unmarked.filter((path) => !NAMING_NOBODY.has(fieldOf(path)))).toEqual([]);
    },
  );

  it('is never one of those that name nobody', () => {
    const marked = definitions.flatMap(({ staffPaths }) => staffPaths.map(fieldOf));
    expect(marked.filter((field) => NAMING_NOBODY.has(field))).toEqual([]);
    expect(new Set(marked)).toEqual(
      new Set(['assignee', 'insteadOf', 'person', 'people', 'asked', 'staff', 'owner', 'approvedBy']),
    );
  });

  it('is left out, also of each item of a list, and nothing else is', () => {
    const assigned = { task: 'ledger', kind: 'call', department: 'Accounts', assignee: 'hana' };
    const { assignee: _assignee, ...rest } = assigned;
    expect(catalogue.withoutStaff('TaskAssigned', 1, assigned)).toEqual(rest);
    const routes = [
      { name: 'cards', team: 'Cards', person: 'hugo' },
      { name: 'rest', team: 'All' },
    ];
    expect(catalogue.withoutStaff('PolicyDrafted', 1, { policy: { version: 'acme@1', routes } })).toEqual({
      policy: {
        version: 'acme@1',
        routes: [
          { name: 'cards', team: 'Cards' },
          { name: 'rest', team: 'All' },
        ],
      },
    });
    expect(catalogue.withoutStaff('AccessRestricted', 1, { people: ['hana', 'hugo'] })).toEqual({ people: [] });
    expect(catalogue.withoutStaff('PolicyDrafted', 1, { policy: 'acme@1' })).toEqual({ policy: 'acme@1' });
    expect(catalogue.withoutStaff('AccessRestricted', 1, { people: 'hana' })).toEqual({ people: 'hana' });
    expect(catalogue.withoutStaff('NoteAdded', 1, { visibility: 'internal' })).toEqual({ visibility: 'internal' });
  });
});
