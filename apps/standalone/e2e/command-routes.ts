import { complaintCommands, type ComplaintCommandType } from '@redress/domain';
import { readFileSync } from 'node:fs';

/** A request body. */
export type Body = Readonly<Record<string, unknown>>;

/** One route for a command on a complaint, and a body with every field that has an example. */
export interface RoutedCommand {
  readonly side: 'cases' | 'track';
  readonly name: string;
  /** The domain's name of the command, as in the permissions table. */
  readonly type: ComplaintCommandType;
  readonly body: Body;
}

export const ASSESSMENT = {
  severity: 'high',
  safetyImplication: false,
  complexity: 'standard',
  impact: 'group',
  immediateAction: 'possible',
  rationale: 'Others were charged twice as well.',
};

export const RESPONSE = {
  decision: 'upheld',
  explanation: 'The fee was taken twice.',
  remedies: [{ kind: 'refund', amount: { value: '12.50', currency: 'EUR' }, dueOn: '2026-12-01' }, { kind: 'apology' }],
};

/** Reference of a complaint that was never lodged. */
export const ANOTHER = '2B8TRW5XN6C2';

/** A holiday announced while complaints were already running. */
export const LATE_HOLIDAY = {
  calendar: 'generic@2',
  added: [{ on: '2026-12-30', names: { en: 'Announced late', fa: 'دیر اعلام‌شده' } }],
};

/** The commands of the complainant's routes whose names differ. */
const COMMAND_OF: Readonly<Record<string, ComplaintCommandType>> = {
  'accept-decision': 'record-acceptance',
  'reject-decision': 'record-rejection',
};

interface Described {
  readonly paths: Readonly<Record<string, { readonly post?: { readonly requestBody?: DescribedBody } }>>;
  readonly components: { readonly schemas: Readonly<Record<string, BodySchema>> };
}
interface DescribedBody {
  readonly content: Readonly<Record<string, { readonly schema: { readonly $ref?: string } }>>;
}
interface BodySchema {
  readonly properties: Readonly<Record<string, unknown>>;
  readonly required?: readonly string[];
}

/** The public API description; its own spec keeps it consistent with the actual routes. */
const { paths, components } = JSON.parse(
  readFileSync(`${import.meta.dirname}/../../../docs/reference/openapi.json`, 'utf8'),
) as Described;

/** Every command on an existing complaint, with a body from the command's own examples. */
export const commandRoutes: readonly RoutedCommand[] = Object.entries(paths).flatMap(([path, { post }]) => {
  const [, side, name] = /^\/api\/(cases|track)\/\{reference\}\/([a-z-]+)$/.exec(path) ?? [];
  const schema = post?.requestBody?.content['application/json']?.schema.$ref?.split('/').at(-1);
  if (name === undefined || schema === undefined) return [];
  const type = COMMAND_OF[name] ?? (name as ComplaintCommandType);
  return [{ side: side as RoutedCommand['side'], name, type, body: bodyOf(type, components.schemas[schema]!) }];
});

/** The first example of each field of the body; a reason where one is required. */
function bodyOf(type: ComplaintCommandType, { properties, required = [] }: BodySchema): Body {
  const examples = Object.entries<readonly unknown[]>(complaintCommands[type].examples);
  const said = examples.map(([field, values]) => [field, values.find((value) => value !== undefined)] as const);
  return {
    ...Object.fromEntries(said.filter(([field]) => Object.hasOwn(properties, field))),
    ...(required.includes('reason') && { reason: 'Said so by telephone.' }),
  };
}

export function pathOf({ side, name }: RoutedCommand, reference: string): string {
  return `/api/${side}/${reference}/${name}`;
}
