import {
  closed,
  complaintEventTypes,
  fieldsOf,
  vocabulary,
  withInstead,
  type CalendarDate,
  type ComplaintEventType,
  type EventDataWith,
  type OpenedEventData,
  type WithInstead,
} from '@redress/contracts';
import {
  complaint,
  longListOf,
  remedyStanding,
  storedState,
  type Complaint,
  type ComplaintState,
  type DeadlinePolicy,
  type RemedyStanding,
  type Instant,
  type Walls,
} from '@redress/domain';
import {
  withoutVersion,
  type Erased,
  type Json,
  type JsonObject,
  type KeyMissing,
  type PastEvent,
  type ProjectedEvent,
  type Projection,
  type Revision,
  type SealedValue,
  type ViewDefinition,
} from '@redress/eventing';
import { shippedPolicyOf } from '@redress/policies';
import Type, { type TNull, type TObject, type TProperties, type TSchema, type TUnion } from 'typebox';
import { bitsOf, revisionsIn } from './revision-bits.js';
import { COMPLAINT_STREAM_PREFIX, referenceOf } from './stream.js';

/**
 * Version of the complaint's state in stored documents. Raise it when {@link storedState} cannot convert a stored state to the current one;
 * a spec detects changes of its shape.
 */
export const COMPLAINT_STATE_VERSION = 4;

/** An event of a complaint for views and processes: personal values are sealed. */
export type ProjectedComplaintEvent<Types extends ComplaintEventType = ComplaintEventType> = {
  readonly [Type in Types]: Omit<ProjectedEvent, 'type' | 'data'> & {
    readonly type: Type;
    readonly data: EventDataWith<Type, SealedValue>;
  };
}[Types];

/** A personal value in a document: sealed as stored; once opened, the value itself or the reason why it is missing. */
export type PersonalValue = string | SealedValue | Erased | KeyMissing;

/** Type of a document, derived from its schema. */
export type DocumentOf<Schema extends TObject> = WithInstead<Schema, PersonalValue>;

/** Change of a document by one event: returns the fields to set, given the complaint after that event. */
export type ComplaintChange<Document, Types extends ComplaintEventType = ComplaintEventType> = (
  document: Document,
  event: ProjectedComplaintEvent<Types>,
  state: Complaint,
) => Partial<Document>;

/** Changes by event type. */
export type ComplaintChanges<Document> = { readonly [Type in ComplaintEventType]?: ComplaintChange<Document, Type> };

interface DocumentOptions<Schema extends TObject> {
  /** Its `version` is the view's own: raise it when stored documents lack a field that only a rebuild can fill. Default: 1. */
  readonly view: ViewDefinition;
  /** Fields of a document except `state`; personal ones are marked as in events. A field is required when the first event sets it. */
  readonly document: Schema;
  /** Values of fields that no event has set yet. They are not stored, so that a new field needs no rebuild. */
  readonly initial: Partial<DocumentOf<Schema>>;
}

export interface StatelessViewOptions<Schema extends TObject> extends DocumentOptions<Schema> {
  /** For a view with many documents of each complaint: the names of those that an event changes. `initial` and `on` are about one of them. */
  readonly partsOf?: (event: ProjectedComplaintEvent) => readonly string[];
  /** Types of events whose personal values its changes see opened, for a view that is searched. Default: the view opens nothing. */
  readonly opens?: ReadonlySet<string>;
  readonly on: {
    readonly [Type in ComplaintEventType]?: (
      document: DocumentOf<Schema>,
      event: ProjectedComplaintEvent<Type>,
    ) => Partial<DocumentOf<Schema>>;
  };
}

export interface ComplaintViewOptions<Schema extends TObject> extends DocumentOptions<Schema> {
  /** Changes for the event types that affect more than the complaint's state. */
  readonly on: ComplaintChanges<DocumentOf<Schema>>;
  /** Fields that every event may change, set after each: from the complaint's state and policy, the event, and the document before it. */
  readonly derive: (
    state: Complaint,
    policy: DeadlinePolicy,
    event: ProjectedComplaintEvent,
    before: DocumentOf<Schema>,
  ) => Partial<DocumentOf<Schema>>;
}

/** A view of complaints with its document schema. */
export interface ComplaintView<Schema extends TObject> extends Projection {
  /** As declared. */
  readonly document: Schema;
  /** Schema of a stored document, with personal values sealed. */
  readonly stored: TObject;
  /** Reads a document, without the state, from its stored or opened body. */
  read(body: JsonObject): DocumentOf<Schema>;
}

/** Makes a schema nullable, for values that are absent or were removed. */
export function orNothing<Schema extends TSchema>(schema: Schema): TUnion<[Schema, TNull]> {
  return Type.Union([schema, Type.Null()]);
}

/** JSON Schema of a {@link SealedValue}. */
const SealedText = closed({
  $sealed: closed({
    subject: Type.String(),
    event: Type.String(),
    type: Type.String(),
    field: Type.String(),
    iv: Type.String(),
    ciphertext: Type.String(),
    tag: Type.String(),
  }),
});

/**
 * Creates a view of complaints that stores the domain's state in the document, under `state`, so that status, clocks and available commands
 * are derived from the domain's rules and not implemented twice. The stored state contains no free text, not even sealed.
 */
export function complaintProjection<Properties extends TProperties>({
  on,
  derive,
  ...options
}: ComplaintViewOptions<TObject<Properties>>): ComplaintView<TObject<Properties>> {
  type Document = DocumentOf<TObject<Properties>>;
  const read = reading(options);
  const changeFor = (type: ComplaintEventType) => (body: JsonObject, event: ProjectedEvent) => {
    const { state, kept } = evolved(body, event);
    // The codec has validated and upcast the event, so it is a published event.
    const change = on[type] as ComplaintChange<Document> | undefined;
    const published = event as ProjectedComplaintEvent;
    const before = read(body);
    const changed = change?.(before, published, state);
    const derived = derive(state, policyIn(event, state), published, before);
    return { ...body, ...changed, ...derived, state: kept } as JsonObject;
  };
  // A sum, so that raising either asks for a rebuild.
  const version = COMPLAINT_STATE_VERSION + (options.view.version ?? 1) - 1;
  return viewOf({ ...options, view: { ...options.view, version } }, changeFor);
}

/** Creates a view of complaints whose documents follow from their events alone. Every event raises the revision of the document. */
export function statelessProjection<Properties extends TProperties>({
  on,
  opens,
  partsOf,
  ...options
}: StatelessViewOptions<TObject<Properties>>): ComplaintView<TObject<Properties>> {
  type Change = (document: DocumentOf<TObject<Properties>>, event: ProjectedEvent) => object;
  const read = reading(options);
  const made = viewOf(options, (type) => (body, event) => {
    const change = on[type] as Change | undefined;
    return { ...body, ...change?.(read(body), event) };
  });
  return {
    ...made,
    // The codec has validated and upcast the event, so it is a published event.
    ...(partsOf && { partsOf: (event) => partsOf(event as ProjectedComplaintEvent) }),
    ...(opens && { opening: { personOf: referenceOf, types: opens } }),
  };
}

/** What an event says to a view that opens its type. Throws a `TypeError` for another. */
export function openedData<Type extends ComplaintEventType>(
  event: ProjectedComplaintEvent<Type>,
): OpenedEventData<Type> {
  const { opened } = event;
  if (opened === undefined) throw new TypeError(`An event of the type ${event.type} was not opened.`);
  return opened.data as unknown as OpenedEventData<Type>;
}

function reading<Schema extends TObject>({ document, initial }: DocumentOptions<Schema>) {
  const hasOwnState = Object.hasOwn(document.properties, 'state');
  return (body: JsonObject): DocumentOf<Schema> => {
    const { state, ...fields } = withoutVersion(body);
    return { ...initial, ...fields, ...(hasOwnState && { state }) } as DocumentOf<Schema>;
  };
}

function viewOf<Properties extends TProperties>(
  options: DocumentOptions<TObject<Properties>>,
  changeFor: (type: ComplaintEventType) => (body: JsonObject, event: ProjectedEvent) => JsonObject,
): ComplaintView<TObject<Properties>> {
  const { view, document } = options;
  return {
    view,
    streamPrefix: COMPLAINT_STREAM_PREFIX,
    initial: {},
    on: Object.fromEntries(complaintEventTypes.map((type) => [type, changeFor(type)])),
    document,
    stored: withInstead(document, SealedText) as TObject,
    read: reading(options),
  };
}

/** A promised remedy in a document, with its delivery. */
export const promisedRemedy = closed({
  ...fieldsOf('ResponseProposed').remedies.items.properties,
  deliveredAt: Type.Optional(vocabulary.instant()),
});
export type PromisedRemedy = DocumentOf<typeof promisedRemedy>;

/** Returns the promised remedies, in the order that `deliver-remedy` counts, after a delivery. */
export function withDelivery(
  remedies: readonly PromisedRemedy[],
  delivered: number,
  deliveredAt: Instant,
): readonly PromisedRemedy[] {
  return remedies.map((remedy, index) => (index === delivered ? { ...remedy, deliveredAt } : remedy));
}

/** Adds the status of each remedy on a date: each has its own due date. */
export function remediesOn(
  date: CalendarDate,
  remedies: readonly PromisedRemedy[],
): readonly (PromisedRemedy & { readonly state: RemedyStanding })[] {
  return remedies.map((remedy) => ({ ...remedy, state: remedyStanding(remedy, date) }));
}

/** Returns the policy of an event, or the shipped one if it carries none. Throws a `RangeError` for a version that is not shipped. */
function policyIn({ policy }: ProjectedEvent, { policyVersion }: Complaint): DeadlinePolicy {
  return (policy as DeadlinePolicy | undefined) ?? shippedPolicyOf(policyVersion);
}

/**
 * Removes what is only needed to decide on a repeat, and no view uses: the texts of one-time acts, of which most are free text, and the ids of
 * all commands. Those and the revisions that can be redacted would have every document grow with every event.
 */
function keptState({ said: _said, commandIds: _ids, redactable, ...state }: Complaint): JsonObject {
  // Not copied once more: every view does this with every event.
  return Object.assign(state, { redactable: bitsOf(redactable.flat()) }) as unknown as JsonObject;
}

/** Reads the domain's state from a document of a {@link complaintProjection}. */
export function stateIn({ state }: JsonObject): Complaint {
  const { redactable } = state as JsonObject;
  // A document of an earlier release, read until its view is built anew, lists them.
  const revisions = typeof redactable === 'string' ? revisionsIn(redactable) : (redactable as readonly Revision[]);
  return storedState(state as Partial<Complaint>, { redactable: longListOf(revisions ?? []) });
}

const WALLS = ['conflicts', 'restrictedTo', 'emergencies', 'work'] as const satisfies readonly (keyof Walls)[];

/** The parts of a document that say who may know of its complaint. */
export const wallParts: readonly string[] = WALLS.map(pathOfWall);

/** The walls of a complaint, in {@link wallParts} of a document. */
export function wallsOfParts(parts: JsonObject): Walls {
  const known = WALLS.filter((wall) => Object.hasOwn(parts, pathOfWall(wall)));
  return { conflicts: [], ...Object.fromEntries(known.map((wall) => [wall, parts[pathOfWall(wall)]])) };
}

function pathOfWall(wall: (typeof WALLS)[number]): string {
  return `state.${wall}`;
}

/** The complaint after an event, and what documents hold of it. */
interface Evolved {
  readonly state: Complaint;
  readonly kept: JsonObject;
}

/** What was last made of an event: of which event, on what documents held before. */
interface LastEvolved extends Evolved {
  readonly id: string;
  readonly stream: string;
  readonly before: Json | undefined;
}

/**
 * By the data of the event, which all views of a process are given: they hold the same state, and fold an event once for all as long as it
 * follows on one that they folded together, or is the first.
 */
const lastEvolved = new WeakMap<JsonObject, LastEvolved>();

function evolved(body: JsonObject, event: ProjectedEvent): Evolved {
  const { id, stream, data } = event;
  const known = lastEvolved.get(data);
  if (known !== undefined && known.id === id && known.stream === stream && known.before === body.state) return known;
  const before: ComplaintState = body.state === undefined ? complaint.initialState : stateIn(body);
  const past: PastEvent = { ...event, data: withoutSealed(data) as JsonObject };
  // The complaint exists after any event.
  const state = complaint.evolve(before, past as Parameters<typeof complaint.evolve>[1]) as Complaint;
  const made = { id, stream, before: body.state, state, kept: keptState(state) };
  lastEvolved.set(data, made);
  return made;
}

/** Decisions on status and clocks never use free text, so a sealed value can be treated as an erased one. */
function withoutSealed(value: Json): Json {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(withoutSealed);
  if ('$sealed' in value) return { erased: true };
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutSealed(item)]));
}
