import { complaintCommands, type ComplaintCommandType } from '@redress/domain';
import { readFileSync } from 'node:fs';

/** A body as it is sent. */
export type Body = Readonly<Record<string, unknown>>;

/** One route by which a command on a complaint is sent, and a body that says something in every field it has an example for. */
export interface RoutedCommand {
  readonly side: 'cases' | 'track';
  readonly name: string;
  /** The domain's name of the command, by which the permissions table knows it. */
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

/** The reference of a complaint that was never lodged. */
export const ANOTHER = '2B8TRW5XN6C2';

/** A holiday that was announced when complaints already ran. */
export const LATE_HOLIDAY = {
  calendar: 'generic@2',
  added: [{ on: '2026-12-30', names: { en: 'Announced late', fa: 'دیر اعلام‌شده' } }],
};

/** What the complainant's routes are called after, where that is not the command. */
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

/** The description that every client reads; a spec of it holds it to the routes that are there. */
const { paths, components } = JSON.parse(
  readFileSync(`${import.meta.dirname}/../../../docs/reference/openapi.json`, 'utf8'),
) as Described;

/** Every command on a complaint that is known, with a body from the command's own examples. */
export const commandRoutes: readonly RoutedCommand[] = Object.entries(paths).flatMap(([path, { post }]) => {
  const [, side, name] = /^\/api\/(cases|track)\/\{reference\}\/([a-z-]+)$/.exec(path) ?? [];
  const schema = post?.requestBody?.content['application/json']?.schema.$ref?.split('/').at(-1);
  if (name === undefined || schema === undefined) return [];
  const type = COMMAND_OF[name] ?? (name as ComplaintCommandType);
  return [{ side: side as RoutedCommand['side'], name, type, body: bodyOf(type, components.schemas[schema]!) }];
});

/** The first thing that the command's examples say in each field of the body; a reason where one is asked for. */
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
