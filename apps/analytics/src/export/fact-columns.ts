import type { TextKey } from '@redress/texts';
import { type ClockRun, type Fact, factDocument, type FactRemedy, NO_TEAM, type StatusSince } from '../facts/fact.js';

/** What a cell holds. `flag`: 0 or 1; `instant`: ISO 8601 in UTC; `decimal`: an exact amount, as a text. Any may be empty. */
export const cellTypes = ['instant', 'word', 'integer', 'number', 'decimal', 'flag'] as const;
export type CellType = (typeof cellTypes)[number];

/** What a column holds: cells, or a `list` of objects, which is JSON in CSV and never empty of itself. */
export const columnTypes = [...cellTypes, 'list'] as const;

/** What the table leaves out: who handles a complaint and who may know of it, and what only computes the rest. */
type LeftOut = 'handler' | 'walled' | 'proposed' | 'contested';
export type ColumnName = Exclude<keyof Fact, LeftOut>;

/** What the objects of a list hold, in order. */
export type ListFields = Readonly<Record<string, CellType>>;

/** `meaning` is the text that says what it means. */
export type FactColumn =
  | { readonly type: CellType; readonly meaning: TextKey }
  | { readonly type: 'list'; readonly meaning: TextKey; readonly fields: ListFields };

const remedyFields: { readonly [field in keyof FactRemedy]: CellType } = {
  kind: 'word',
  value: 'decimal',
  currency: 'word',
  source: 'word',
  delivered: 'flag',
  current: 'flag',
};

const clockFields: { readonly [field in keyof ClockRun]: CellType } = {
  name: 'word',
  run: 'integer',
  purpose: 'word',
  state: 'word',
  startedAt: 'instant',
  dueAt: 'instant',
  grossHours: 'number',
  netHours: 'number',
};

const statusFields: { readonly [field in keyof StatusSince]: CellType } = { status: 'word', since: 'instant' };

/** Every column of the fact table, in order. */
export const factColumns: { readonly [name in ColumnName]: FactColumn } = {
  receivedAt: { type: 'instant', meaning: 'fact.receivedAt' },
  channel: { type: 'word', meaning: 'fact.channel' },
  language: { type: 'word', meaning: 'fact.language' },
  product: { type: 'word', meaning: 'fact.product' },
  issue: { type: 'word', meaning: 'fact.issue' },
  concern: { type: 'word', meaning: 'fact.concern' },
  organizationUnit: { type: 'word', meaning: 'fact.organizationUnit' },
  jurisdiction: { type: 'word', meaning: 'fact.jurisdiction' },
  complainantType: { type: 'word', meaning: 'fact.complainantType' },
  anonymous: { type: 'flag', meaning: 'fact.anonymous' },
  status: { type: 'word', meaning: 'fact.status' },
  scope: { type: 'word', meaning: 'fact.scope' },
  open: { type: 'flag', meaning: 'fact.open' },
  merged: { type: 'flag', meaning: 'fact.merged' },
  team: { type: 'word', meaning: 'fact.team' },
  policy: { type: 'word', meaning: 'fact.policy' },
  stage: { type: 'integer', meaning: 'fact.stage' },
  severity: { type: 'word', meaning: 'fact.severity' },
  priority: { type: 'word', meaning: 'fact.priority' },
  complexity: { type: 'word', meaning: 'fact.complexity' },
  impact: { type: 'word', meaning: 'fact.impact' },
  safety: { type: 'flag', meaning: 'fact.safety' },
  vulnerable: { type: 'flag', meaning: 'fact.vulnerable' },
  rootCause: { type: 'word', meaning: 'fact.rootCause' },
  decision: { type: 'word', meaning: 'fact.decision' },
  finalDecision: { type: 'word', meaning: 'fact.finalDecision' },
  responseKind: { type: 'word', meaning: 'fact.responseKind' },
  declaredTimely: { type: 'flag', meaning: 'fact.declaredTimely' },
  acknowledgementInTime: { type: 'flag', meaning: 'fact.acknowledgementInTime' },
  decisionInTime: { type: 'flag', meaning: 'fact.decisionInTime' },
  acknowledgementDueAt: { type: 'instant', meaning: 'fact.acknowledgementDueAt' },
  decisionDueAt: { type: 'instant', meaning: 'fact.decisionDueAt' },
  accepted: { type: 'flag', meaning: 'fact.accepted' },
  resolvedEarly: { type: 'flag', meaning: 'fact.resolvedEarly' },
  disputed: { type: 'flag', meaning: 'fact.disputed' },
  satisfaction: { type: 'integer', meaning: 'fact.satisfaction' },
  reopened: { type: 'flag', meaning: 'fact.reopened' },
  outcome: { type: 'word', meaning: 'fact.outcome' },
  appeals: { type: 'integer', meaning: 'fact.appeals' },
  appealsDecided: { type: 'integer', meaning: 'fact.appealsDecided' },
  appealsOverturned: { type: 'integer', meaning: 'fact.appealsOverturned' },
  referred: { type: 'flag', meaning: 'fact.referred' },
  referredTo: { type: 'word', meaning: 'fact.referredTo' },
  referralOutcome: { type: 'word', meaning: 'fact.referralOutcome' },
  awarded: { type: 'flag', meaning: 'fact.awarded' },
  escalations: { type: 'integer', meaning: 'fact.escalations' },
  pauses: { type: 'integer', meaning: 'fact.pauses' },
  extensions: { type: 'integer', meaning: 'fact.extensions' },
  holdingReplies: { type: 'integer', meaning: 'fact.holdingReplies' },
  followUp: { type: 'flag', meaning: 'fact.followUp' },
  duplicate: { type: 'flag', meaning: 'fact.duplicate' },
  sameCause: { type: 'flag', meaning: 'fact.sameCause' },
  hoursToAcknowledgement: { type: 'number', meaning: 'fact.hoursToAcknowledgement' },
  hoursToDecision: { type: 'number', meaning: 'fact.hoursToDecision' },
  hoursToClosure: { type: 'number', meaning: 'fact.hoursToClosure' },
  remedies: { type: 'list', meaning: 'fact.remedies', fields: remedyFields },
  clocks: { type: 'list', meaning: 'fact.clocks', fields: clockFields },
  course: { type: 'list', meaning: 'fact.course', fields: statusFields },
};

export const columnNames = Object.keys(factColumns) as readonly ColumnName[];

/** One complaint as a row of the table; null where it has no value. */
export type FactRow = { readonly [name in ColumnName]: Fact[name] | null };

export function rowOf(fact: Pick<Fact, ColumnName>): FactRow {
  const cells = columnNames.map((name) => [name, fact[name] ?? null] as const);
  return { ...(Object.fromEntries(cells) as FactRow), team: fact.team === NO_TEAM ? null : fact.team };
}

/** The words that a column can hold; undefined where the organization chooses them. */
export function wordsOf(name: ColumnName): readonly string[] | undefined {
  return wordsIn(factDocument.properties[name]);
}

/** The words of a schema, or of the part of it that is not null. */
function wordsIn(schema: object): readonly string[] | undefined {
  const { enum: words, anyOf } = schema as { readonly enum?: readonly string[]; readonly anyOf?: readonly object[] };
  return words ?? anyOf?.map(wordsIn).find((found) => found !== undefined);
}
