import { statelessProjection, type DocumentOf, type ProjectedComplaintEvent } from '@redress/complaints';
import { closed, fieldsOf, vocabulary, type ActorId } from '@redress/contracts';
import type { JsonObject, Revision } from '@redress/eventing';
import Type from 'typebox';

/** A document holds the notes of so many revisions of a complaint: one more note writes at most so many, whatever came before. */
const REVISIONS_PER_PART = 32;

/** The events that are notes on a case. */
const NOTES = ['NoteAdded', 'InformationAdded'] as const;

const { text, visibility } = fieldsOf('NoteAdded');
const { request } = fieldsOf('InformationAdded');

/** A note as a case shows it: of staff, or what the complainant added. */
export const caseNote = closed({
  text,
  visibility,
  request,
  /** Id of the person or service that acted. */
  by: Type.Unsafe<ActorId>(Type.String()),
  at: vocabulary.instant(),
});
export type CaseNote = DocumentOf<typeof caseNote>;

const notesDocument = closed({
  notes: Type.Array(closed({ ...caseNote.properties, revision: Type.Integer({ minimum: 0 }) })),
});

/** The notes of cases, some revisions in one document: the document of a case must not grow with them. */
export const noteProjection = statelessProjection({
  view: { name: 'case-notes', fields: {}, indexes: [] },
  document: notesDocument,
  initial: { notes: [] },
  partsOf: (event) => (isNote(event) ? [partAt(event.revision)] : []),
  on: {
    NoteAdded: ({ notes }, { data, revision, actor, occurredAt }) => ({
      notes: [...notes, { ...data, by: actor.id, at: occurredAt, revision }],
    }),
    InformationAdded: ({ notes }, { data, revision, actor, occurredAt }) => ({
      notes: [...notes, { ...data, visibility: 'complainant' as const, by: actor.id, at: occurredAt, revision }],
    }),
  },
});

function isNote(event: ProjectedComplaintEvent): event is ProjectedComplaintEvent<(typeof NOTES)[number]> {
  return NOTES.some((type) => type === event.type);
}

/** The part that has the note of a revision. */
function partAt(revision: Revision): string {
  return String(Math.floor(revision / REVISIONS_PER_PART));
}

/** All parts that a complaint of this revision may have, oldest first. Those without a note do not exist. */
export function partsUpTo(revision: Revision): readonly string[] {
  return Array.from({ length: Math.floor(revision / REVISIONS_PER_PART) + 1 }, (_, part) => String(part));
}

/** The notes in parts that are in order, up to a revision, oldest first. */
export function notesIn(bodies: readonly JsonObject[], upTo: Revision): readonly CaseNote[] {
  return bodies
    .flatMap((body) => noteProjection.read(body).notes)
    .filter(({ revision }) => revision <= upTo)
    .map(({ revision: _revision, ...note }) => note);
}
