import {
  closed,
  complaintEventTypes,
  fieldsOf,
  vocabulary,
  withInstead,
  type CalendarDate,
  type ComplaintEventType,
  type EventDataWith,
  type WithInstead,
} from '@redress/contracts';
import {
  complaint,
  remedyStanding,
  storedState,
  type Complaint,
  type ComplaintState,
  type DeadlinePolicy,
  type RemedyStanding,
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
  type SealedValue,
  type ViewDefinition,
} from '@redress/eventing';
import { shippedPolicyOf } from '@redress/policies';
import Type, { type TNull, type TObject, type TProperties, type TSchema, type TUnion } from 'typebox';
import { COMPLAINT_STREAM_PREFIX } from './stream.js';

/**
 * The version of the complaint's state as documents hold it. Raised when it changes so that {@link storedState} cannot make today's out of a
 * stored one; a spec notices when its shape changes.
 */
export const COMPLAINT_STATE_VERSION = 1;

/** An event of a complaint as views and processes see it: its personal values are sealed. */
export type ProjectedComplaintEvent<Types extends ComplaintEventType = ComplaintEventType> = {
  readonly [Type in Types]: Omit<ProjectedEvent, 'type' | 'data'> & {
    readonly type: Type;
    readonly data: EventDataWith<Type, SealedValue>;
  };
}[Types];

/** A personal value in a document: sealed as it is stored; once opened the value itself, or why there is none. */
export type PersonalValue = string | SealedValue | Erased | KeyMissing;

/** A document by its schema. */
export type DocumentOf<Schema extends TObject> = WithInstead<Schema, PersonalValue>;

/** What one event changes in a document: the fields that it sets, given the complaint as it stands after that event. */
export type ComplaintChange<Document, Types extends ComplaintEventType = ComplaintEventType> = (
  document: Document,
  event: ProjectedComplaintEvent<Types>,
  state: Complaint,
) => Partial<Document>;

/** Event type -> change. */
export type ComplaintChanges<Document> = { readonly [Type in ComplaintEventType]?: ComplaintChange<Document, Type> };

export interface ComplaintViewOptions<Schema extends TObject> {
  readonly view: ViewDefinition;
  /** Every field of a document but `state`; personal ones are marked as in an event. One that is there from the first event on is required. */
  readonly document: Schema;
  /** What a document has where no event has set it yet. It is not stored, so that documents need not be built anew when one is added. */
  readonly initial: Partial<DocumentOf<Schema>>;
  /** Changes by the types of event that this view takes more from than the complaint's state. */
  readonly on: ComplaintChanges<DocumentOf<Schema>>;
  /** Fields that follow from the state and the policy of the complaint alone, set after every event. */
  readonly derive: (state: Complaint, policy: DeadlinePolicy) => Partial<DocumentOf<Schema>>;
}

/** A view of complaints, and what its documents are. */
export interface ComplaintView<Schema extends TObject> extends Projection {
  /** As declared. */
  readonly document: Schema;
  /** The same for a document whose personal values are sealed, as they are stored. */
  readonly stored: TObject;
  /** A document from its stored or opened body, without the state. */
  read(body: JsonObject): DocumentOf<Schema>;
}

/** What a document has nothing of, or not any more, is null. */
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
 * A view of complaints that keeps the domain's own state in the document, under `state`, so that status, clocks and
 * available commands follow from the domain's rules and are never written a second time.
 * The state in the document holds no free text, not even sealed.
 */
export function complaintProjection<Properties extends TProperties>({
  view,
  document: schema,
  initial,
  on,
  derive,
}: ComplaintViewOptions<TObject<Properties>>): ComplaintView<TObject<Properties>> {
  type Document = DocumentOf<TObject<Properties>>;
  const read = (body: JsonObject): Document => {
    const { state: _state, ...fields } = withoutVersion(body);
    return { ...initial, ...fields } as Document;
  };
  const changeFor = (type: ComplaintEventType) => (body: JsonObject, event: ProjectedEvent) => {
    const state = evolved(body, event);
    // The codec has checked and upcast the event, so it is one of the published ones.
    const change = on[type] as ComplaintChange<Document> | undefined;
    const changed = change?.(read(body), event as ProjectedComplaintEvent, state);
    return { ...body, ...changed, ...derive(state, policyIn(event, state)), state: keptState(state) } as JsonObject;
  };
  return {
    view: { ...view, version: COMPLAINT_STATE_VERSION },
    streamPrefix: COMPLAINT_STREAM_PREFIX,
    initial: {},
    on: Object.fromEntries(complaintEventTypes.map((type) => [type, changeFor(type)])),
    document: schema,
    stored: withInstead(schema, SealedText) as TObject,
    read,
  };
}

/** A promised remedy in a document, and when it was delivered. */
export const promisedRemedy = closed({
  ...fieldsOf('ResponseProposed').remedies.items.properties,
  deliveredAt: Type.Optional(vocabulary.instant()),
});
export type PromisedRemedy = DocumentOf<typeof promisedRemedy>;

/** Promised remedies, in the order by which `deliver-remedy` counts them, after one was delivered. */
export function withDelivery(
  remedies: readonly PromisedRemedy[],
  delivered: number,
  deliveredAt: string,
): readonly PromisedRemedy[] {
  return remedies.map((remedy, index) => (index === delivered ? { ...remedy, deliveredAt } : remedy));
}

/** The same with what became of each by the date on which somebody looks: each has its own due date. */
export function remediesOn(
  date: CalendarDate,
  remedies: readonly PromisedRemedy[],
): readonly (PromisedRemedy & { readonly state: RemedyStanding })[] {
  return remedies.map((remedy) => ({ ...remedy, state: remedyStanding(remedy, date) }));
}

/** The policy that the event carries; without one, the one that ships. Throws a `RangeError` for a version that does not. */
function policyIn({ policy }: ProjectedEvent, { policyVersion }: Complaint): DeadlinePolicy {
  return (policy as DeadlinePolicy | undefined) ?? shippedPolicyOf(policyVersion);
}

/** What was said with acts that are done once is for deciding on a repeat: no view needs it, and it is free text for the most part. */
function keptState({ said: _said, ...state }: Complaint): JsonObject {
  return state as unknown as JsonObject;
}

/** The domain's state in a document of a {@link complaintProjection}. */
export function stateIn({ state }: JsonObject): Complaint {
  return storedState(state as Partial<Complaint>);
}

function evolved(body: JsonObject, event: ProjectedEvent): Complaint {
  const before: ComplaintState = body.state === undefined ? complaint.initialState : stateIn(body);
  const past: PastEvent = { ...event, data: withoutSealed(event.data) as JsonObject };
  // After any event the complaint is known.
  return complaint.evolve(before, past as Parameters<typeof complaint.evolve>[1]) as Complaint;
}

/** Decisions on status and clocks never look at free text, so to them a sealed value is as good as an erased one. */
function withoutSealed(value: Json): Json {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(withoutSealed);
  if ('$sealed' in value) return { erased: true };
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutSealed(item)]));
}
