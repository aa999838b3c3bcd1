import { complaintEventTypes } from '@redress/contracts';
import { isObject, isWebAddress, type Settings } from './settings.js';

/** Another system that receives events. */
export interface WebhookSubscription {
  /** Lower-case words with hyphens, unique. */
  readonly name: string;
  /** May contain a secret: never log more than its host. */
  readonly url: string;
  /** Keys that sign deliveries, newest first; more than one during a key rotation. Secrets. */
  readonly secrets: readonly Uint8Array[];
  /** Types of events. */
  readonly events: readonly string[];
  /** Whether the receiver may be in this network or lack TLS. */
  readonly internal: boolean;
  /** Whether it also gets what happened to imported complaints before their import. */
  readonly history: boolean;
}

const SUBSCRIPTIONS_MAX = 50;
const SECRETS_MAX = 5;

/**
 * Reads the subscriptions in the YAML file that `REDRESS_WEBHOOKS` names: `subscriptions: [{ name, url, secrets: [whsec_...], events: [...]
 * }]`.
 */
export function readWebhooks(settings: Settings): readonly WebhookSubscription[] | undefined {
  return settings.yamlFile('REDRESS_WEBHOOKS', './webhooks.yaml', subscriptionsIn);
}

function subscriptionsIn(file: unknown): readonly WebhookSubscription[] | string {
  const listed = isObject(file) ? file['subscriptions'] : undefined;
  if (!Array.isArray(listed) || listed.length > SUBSCRIPTIONS_MAX) {
    return `must hold at most ${SUBSCRIPTIONS_MAX} items under "subscriptions".`;
  }
  const problems = listed.flatMap((item: unknown, index) => {
    const problem = problemOf(item);
    return problem === undefined ? [] : [`subscriptions[${index}].${problem}`];
  });
  const names = listed.map((item: unknown) => (isObject(item) ? item['name'] : undefined));
  if (new Set(names).size < names.length) problems.push('two subscriptions have one name.');
  if (problems[0] !== undefined) return `is wrong: ${problems[0]}`;
  return listed.map((item) => subscriptionOf(item as Written));
}

/** A subscription as written in the file; checked by {@link problemOf}. */
interface Written {
  readonly name: string;
  readonly url: string;
  readonly secrets: readonly string[];
  readonly events: readonly string[];
  readonly internal?: boolean;
  readonly history?: boolean;
}

const SECRET = /^whsec_([A-Za-z0-9+/]{32,}={0,2})$/;
const FIELDS: readonly string[] = ['name', 'url', 'secrets', 'events', 'internal', 'history'];

function problemOf(item: unknown): string | undefined {
  if (!isObject(item)) return 'name is missing.';
  const { name, url, secrets, events, internal, history } = item;
  const unknown = Object.keys(item).find((field) => !FIELDS.includes(field));
  if (unknown !== undefined) return 'has a field that is not known (known: ' + FIELDS.join(', ') + ').';
  if (typeof name !== 'string' || !/^[a-z][a-z0-9-]{0,39}$/.test(name))
    return 'name must be lower-case words with hyphens.';
  if (internal !== undefined && typeof internal !== 'boolean') return 'internal must be true or false.';
  if (history !== undefined && typeof history !== 'boolean') return 'history must be true or false.';
  if (!isWebAddress(url, () => internal === true))
    return 'url must be an https: URL without user and password (http: only if internal).';
  if (!isList(secrets, SECRETS_MAX) || !secrets.every((secret) => typeof secret === 'string' && SECRET.test(secret)))
    return 'secrets must be 1 to 5 of "whsec_" and at least 24 bytes in Base64.';
  const types: readonly string[] = complaintEventTypes;
  if (!isList(events, types.length) || !events.every((type) => typeof type === 'string' && types.includes(type)))
    return 'events must be types of published events.';
  return undefined;
}

function subscriptionOf({
  name,
  url,
  secrets,
  events,
  internal = false,
  history = false,
}: Written): WebhookSubscription {
  const keys = secrets.map((secret) => Buffer.from(SECRET.exec(secret)?.[1] ?? '', 'base64'));
  return { name, url, secrets: keys, events, internal, history };
}

function isList(value: unknown, length_max: number): value is readonly unknown[] {
  return Array.isArray(value) && value.length > 0 && value.length <= length_max;
}
