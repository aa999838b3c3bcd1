import type {
  ComplaintEvent,
  ComplaintEventType,
  EventData,
  Erased,
  OpenedEventData,
  StoredEventData,
} from './index.js';

// Proofs for the compiler: `npm run typecheck` fails when one no longer holds. Nothing here runs.

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** Compiles only while every entry is `true`. */
type Proved<Proofs extends { readonly [claim: string]: true }> = Proofs;

export type WholeData = Proved<{
  'knows closed word lists, optional fields and nothing else': Equal<
    EventData<'ComplaintClosed'>,
    {
      readonly outcome: 'resolved' | 'options-exhausted' | 'settled-outside' | 'withdrawn' | 'out-of-scope';
      readonly comment?: string;
    }
  >;
  'is read-only all the way down': Equal<
    EventData<'ResponseProposed'>['remedies'],
    readonly EventData<'ResponseProposed'>['remedies'][number][]
  >;
  'is of the current version': Equal<EventData<'ComplaintAssessed'>['immediateAction'], 'none' | 'possible' | 'needed'>;
  'is told by the name of the event': Equal<
    Extract<ComplaintEvent, { type: 'ComplaintAssessed' }>['data'],
    EventData<'ComplaintAssessed'>
  >;
  'exists of every event': Equal<ComplaintEvent['type'], ComplaintEventType>;
}>;

export type OpenedData = Proved<{
  'gives a personal field its value or the mark of erasure': Equal<
    OpenedEventData<'NoteAdded'>,
    { readonly text: string | Erased; readonly visibility: 'internal' | 'complainant' }
  >;
  'keeps what is optional optional': Equal<OpenedEventData<'ResponseApproved'>, { readonly comment?: string | Erased }>;
  'opens what stands in objects and lists': Equal<
    OpenedEventData<'ResponseProposed'>['remedies'][number]['description'],
    string | Erased | undefined
  >;
  'leaves alone what is not personal': Equal<OpenedEventData<'ComplaintAssigned'>, EventData<'ComplaintAssigned'>>;
}>;

export type StoredData = Proved<{
  'lacks the personal fields': Equal<StoredEventData<'NoteAdded'>, { readonly visibility: 'internal' | 'complainant' }>;
  'lacks them where they were optional': Equal<keyof StoredEventData<'ResponseApproved'>, never>;
  'lacks them inside of objects': Equal<
    StoredEventData<'ComplaintReceived'>['onBehalfOf'],
    { readonly consent: boolean } | undefined
  >;
  'lacks them inside of lists': Equal<
    keyof StoredEventData<'ResponseProposed'>['remedies'][number],
    'kind' | 'amount' | 'dueOn'
  >;
  'keeps what is optional optional': Equal<StoredEventData<'FindingRecorded'>['rootCause'], string | undefined>;
}>;
