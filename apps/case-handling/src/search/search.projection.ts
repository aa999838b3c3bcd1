import { openedData, statelessProjection, type DocumentOf, type ProjectedComplaintEvent } from '@redress/complaints';
import {
  closed,
  complaintEventTypes,
  vocabulary,
  type ComplaintEventType,
  type OpenedEventData,
} from '@redress/contracts';
import Type from 'typebox';
import { tokensOfEmail, tokensOfName, tokensOfPhone, tokensOfText, type Token } from './tokens.js';

/** Terms of one complaint. Texts that come when there are as many are not found. */
const TERMS_MAX = 6_000;

/** What a complaint is found by. It holds nothing that anybody can read. */
const searchIndex = closed({
  /** As that of the case. */
  receivedAt: vocabulary.instant(),
  /** Terms by where they come from: a detail by its name, words by that and the revision that recorded them: `note@7`. */
  terms: Type.Record(Type.String(), Type.Array(Type.String())),
  /** Its complainant was erased. What somebody else recorded before the key was destroyed must not bring terms back. */
  erased: Type.Optional(Type.Boolean()),
});
type SearchIndex = DocumentOf<typeof searchIndex>;

/** Details that a correction replaces. */
type Detail = 'name' | 'email' | 'phone' | 'principal' | 'externalReference';
/** Words, which can be redacted. */
type Words = 'description' | 'desiredOutcome' | 'note' | 'finding';

/** What an event says that complaints are found by: tokens by where they come from. */
type Said = { readonly [Source in Detail | Words]?: readonly Token[] | undefined };

/** Types of events that say something of the kind. */
const saying = {
  ComplaintReceived: (data) => ({ ...detailsIn(data), ...wordsIn(data) }),
  DetailsCorrected: (data) => ({ ...detailsIn(data), ...wordsIn(data), ...(data.forThemselves && { principal: [] }) }),
  NoteAdded: ({ text }) => ({ note: tokensOf(tokensOfText, text) }),
  InformationAdded: ({ text }) => ({ note: tokensOf(tokensOfText, text) }),
  FindingRecorded: ({ summary }) => ({ finding: tokensOf(tokensOfText, summary) }),
} as const satisfies { readonly [Type in ComplaintEventType]?: (data: OpenedEventData<Type>) => Said };
const SAYING = new Set<string>(Object.keys(saying));

type Receipt = Partial<OpenedEventData<'ComplaintReceived'>> | OpenedEventData<'DetailsCorrected'>;

function detailsIn({ complainant = {}, onBehalfOf, externalReference }: Receipt): Said {
  return {
    name: tokensOf(tokensOfName, complainant.name),
    email: tokensOf(tokensOfEmail, complainant.email),
    phone: tokensOf(tokensOfPhone, complainant.phone),
    principal: tokensOf(tokensOfName, onBehalfOf?.name),
    externalReference: tokensOf(tokensOfText, externalReference),
  };
}

function wordsIn({ description, desiredOutcome }: Receipt): Said {
  return {
    description: tokensOf(tokensOfText, description),
    desiredOutcome: tokensOf(tokensOfText, desiredOutcome),
  };
}

/** Undefined for what was not said; nothing for what was erased. */
function tokensOf(tokens: (text: string) => readonly Token[], said: unknown): readonly Token[] | undefined {
  if (said === undefined) return undefined;
  return typeof said === 'string' ? tokens(said) : [];
}

const WORDS: readonly string[] = ['description', 'desiredOutcome', 'note', 'finding'] satisfies readonly Words[];
/** Between the name of words and the revision that recorded them. */
const AT = '@';

/** Nothing is left of a person who was erased, and of words that were redacted. */
function indexed(known: SearchIndex, event: ProjectedComplaintEvent): Partial<SearchIndex> {
  const { opened, type, revision, occurredAt } = event;
  if (opened === undefined) throw new TypeError('A complaint can only be indexed by what its events say.');
  const start = type === 'ComplaintReceived' ? { receivedAt: occurredAt } : {};
  if (type === 'ComplainantErased') return { terms: {}, erased: true };
  if (opened.isErased || known.erased === true) return { ...start, terms: {} };
  if (type === 'MessageRedacted')
    return { terms: without(known.terms, (source) => source.endsWith(`${AT}${event.data.message}`)) };
  const said = SAYING.has(type) ? saidBy(event) : {};
  let { terms } = known;
  for (const [source, tokens] of Object.entries(said)) {
    if (tokens === undefined) continue;
    const isWords = WORDS.includes(source);
    terms = without(terms, (other) => other === source || (isReplaced(source) && other.startsWith(`${source}${AT}`)));
    const room = TERMS_MAX - Object.values(terms).reduce((sum, some) => sum + some.length, 0);
    const added = tokens.slice(0, room).map(opened.termOf);
    if (added.length > 0) terms = { ...terms, [isWords ? `${source}${AT}${revision}` : source]: added };
  }
  return { ...start, terms };
}

/** A complaint has one description; each note and finding adds to the others. */
function isReplaced(source: string): boolean {
  return source !== 'note' && source !== 'finding';
}

function saidBy(event: ProjectedComplaintEvent): Said {
  const say = saying[event.type as keyof typeof saying] as (data: unknown) => Said;
  return say(openedData(event));
}

/** The same terms where none is gone, so that a store need not compare them. */
function without(terms: SearchIndex['terms'], isGone: (source: string) => boolean): SearchIndex['terms'] {
  if (!Object.keys(terms).some(isGone)) return terms;
  return Object.fromEntries(Object.entries(terms).filter(([source]) => !isGone(source)));
}

/** The index that cases are searched in, by terms of who complained and what was said. */
export const searchProjection = statelessProjection({
  // Version 2: terms are made by another hash, and nothing would be found by those of the first.
  view: {
    name: 'case-search',
    version: 2,
    fields: { receivedAt: 'string', terms: 'terms' },
    indexes: [['receivedAt']],
  },
  document: searchIndex,
  initial: { terms: {} },
  opens: SAYING,
  on: Object.fromEntries(complaintEventTypes.map((type) => [type, indexed])),
});
