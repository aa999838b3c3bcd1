import { statelessProjection, type DocumentOf, type ProjectedComplaintEvent } from '@redress/complaints';
import {
  closed,
  complaintEventTypes,
  vocabulary,
  type ComplaintEventType,
  type EventDataWith,
  type OpenedEventData,
} from '@redress/contracts';
import type { OpenedContent, SealedValue } from '@redress/eventing';
import Type from 'typebox';
import { tokensOfEmail, tokensOfName, tokensOfPhone, tokensOfText, type Token } from './tokens.js';

/** Room for the words of one complaint. A text that comes once it is taken is not found. */
const ROOM_MAX = 6_000;
/** Terms of one text; words behind them are not found. */
const TERMS_OF_TEXT_MAX = 6_000;

/** Words, which can be redacted, and whether new ones replace those before: a complaint has one description, and many notes. */
const isReplaced = { description: true, desiredOutcome: true, note: false, finding: false } as const;
type Words = keyof typeof isReplaced;

/** What a complaint is found by. It holds nothing that anybody can read. */
const searchIndex = closed({
  /** As that of the case. */
  receivedAt: vocabulary.instant(),
  /** Terms by where they come from: a detail by its name, words by that and the revision that recorded them: `note@7`. */
  terms: Type.Record(Type.String(), Type.Array(Type.String())),
  /** Room that words of each kind take, those of redacted messages too: a rebuild no longer knows how many terms these had. */
  room: Type.Record(Type.String(), Type.Integer()),
  /** Its complainant was erased. What somebody else recorded before the key was destroyed must not bring terms back. */
  erased: Type.Optional(Type.Boolean()),
});
type SearchIndex = DocumentOf<typeof searchIndex>;
type Terms = SearchIndex['terms'];
/** Readers of what events say, by type. */
type ByType<Read> = { readonly [type: string]: ((data: object) => Read) | undefined };

/** Details, each replaced by its correction, as tokens. Who somebody is goes with the person's key alone. */
type Details = {
  readonly [Detail in 'name' | 'email' | 'phone' | 'principal' | 'externalReference']?: readonly Token[] | undefined;
};

/** Details in what an event says, by its type. */
const details = {
  ComplaintReceived: detailsIn,
  DetailsCorrected: (data) => ({ ...detailsIn(data), ...(data.forThemselves && { principal: [] }) }),
} as const satisfies { readonly [Type in ComplaintEventType]?: (data: OpenedEventData<Type>) => Details };

/** Words in an event, by its type: readable ones in what was opened, sealed ones in the event itself. */
const words = {
  ComplaintReceived: ({ description, desiredOutcome }) => ({ description, desiredOutcome }),
  DetailsCorrected: ({ description, desiredOutcome }) => ({ description, desiredOutcome }),
  NoteAdded: ({ text }) => ({ note: text }),
  InformationAdded: ({ text }) => ({ note: text }),
  FindingRecorded: ({ summary }) => ({ finding: summary }),
} as const satisfies {
  readonly [Type in ComplaintEventType]?: (data: EventDataWith<Type, unknown>) => {
    readonly [Kind in Words]?: unknown;
  };
};
const SAYING = new Set<string>(Object.keys(words));

type Receipt = Partial<OpenedEventData<'ComplaintReceived'>> | OpenedEventData<'DetailsCorrected'>;

function detailsIn({ complainant = {}, onBehalfOf, externalReference }: Receipt): Details {
  return {
    name: tokensOf(tokensOfName, complainant.name),
    email: tokensOf(tokensOfEmail, complainant.email),
    phone: tokensOf(tokensOfPhone, complainant.phone),
    principal: tokensOf(tokensOfName, onBehalfOf?.name),
    externalReference: tokensOf(tokensOfText, externalReference),
  };
}

/** Undefined for what was not said; nothing for what was erased. */
function tokensOf(tokens: (text: string) => readonly Token[], said: unknown): readonly Token[] | undefined {
  if (said === undefined) return undefined;
  return typeof said === 'string' ? tokens(said) : [];
}

/** Between the name of words and the revision that recorded them. */
const AT = '@';

/** Nothing is left of a person who was erased, and of words that were redacted. */
function indexed(known: SearchIndex, event: ProjectedComplaintEvent): Partial<SearchIndex> {
  const { opened, type, occurredAt } = event;
  if (opened === undefined) throw new TypeError('A complaint can only be indexed by what its events say.');
  const start = type === 'ComplaintReceived' ? { receivedAt: occurredAt } : {};
  if (type === 'ComplainantErased') return { terms: {}, room: {}, erased: true };
  if (opened.isErased || known.erased === true) return { ...start, terms: {}, room: {} };
  if (type === 'MessageRedacted')
    return { terms: without(known.terms, (source) => source.endsWith(`${AT}${event.data.message}`)) };
  if (!SAYING.has(type)) return start;
  return { ...start, ...withWords({ ...known, terms: withDetails(known.terms, event, opened) }, event, opened) };
}

function withDetails(terms: Terms, { type }: ProjectedComplaintEvent, { data, termOf }: OpenedContent): Terms {
  const read = (details as ByType<Details>)[type];
  if (read === undefined) return terms;
  const said = Object.entries(read(data)).filter(([, tokens]) => tokens !== undefined);
  const left = without(terms, (source) => said.some(([detail]) => detail === source));
  const added = said.filter(([, tokens]) => tokens!.length > 0);
  if (added.length === 0) return left;
  return { ...left, ...Object.fromEntries(added.map(([detail, tokens]) => [detail, tokens!.map(termOf)])) };
}

/** Whether a text finds room follows from the sizes of those before it, which a redaction leaves. */
function withWords(
  { terms, room }: Pick<SearchIndex, 'terms' | 'room'>,
  { type, revision, data }: ProjectedComplaintEvent,
  { data: readable, termOf }: OpenedContent,
): Pick<SearchIndex, 'terms' | 'room'> {
  const read = (words as ByType<{ readonly [Kind in Words]?: unknown }>)[type]!;
  const sealed = read(data);
  let after = { terms, room };
  for (const [kind, text] of Object.entries(read(readable)) as [Words, unknown][]) {
    const tokens = tokensOf(tokensOfText, text);
    if (tokens === undefined) continue;
    const { [kind]: before = 0, ...others } = after.room;
    const own = isReplaced[kind] ? 0 : before;
    const taken = Object.values(others).reduce((sum, one) => sum + one, own);
    const left = isReplaced[kind] ? without(after.terms, (source) => source.startsWith(`${kind}${AT}`)) : after.terms;
    const added = taken < ROOM_MAX ? tokens.slice(0, TERMS_OF_TEXT_MAX).map(termOf) : [];
    after = {
      terms: added.length === 0 ? left : { ...left, [`${kind}${AT}${revision}`]: added },
      room: { ...others, [kind]: own + roomOf(sealed[kind] as SealedValue) },
    };
  }
  return after;
}

/**
 * Room that a text takes: the ¾th power of its bytes, by its ciphertext. Distinct words grow more slowly than a text, so that this is about the
 * number of its terms, in English of 500 letters as of 20,000. Square roots are exact everywhere; a power need not be.
 */
function roomOf({ $sealed }: SealedValue): number {
  const bytes = Math.floor(($sealed.ciphertext.length * 3) / 4);
  return Math.ceil(Math.sqrt(bytes * Math.sqrt(bytes)));
}

/** The same terms where none is gone, so that a store need not compare them. */
function without(terms: Terms, isGone: (source: string) => boolean): Terms {
  if (!Object.keys(terms).some(isGone)) return terms;
  return Object.fromEntries(Object.entries(terms).filter(([source]) => !isGone(source)));
}

/** The index that cases are searched in, by terms of who complained and what was said. */
export const searchProjection = statelessProjection({
  // Version 2: terms are made by another hash, and nothing would be found by those of the first. Version 3: room.
  view: {
    name: 'case-search',
    version: 3,
    fields: { receivedAt: 'string', terms: 'terms' },
    indexes: [['receivedAt']],
  },
  document: searchIndex,
  initial: { terms: {}, room: {} },
  opens: SAYING,
  on: Object.fromEntries(complaintEventTypes.map((type) => [type, indexed])),
});
