import { Injectable } from '@nestjs/common';
import { stateIn } from '@redress/complaints';
import {
  foldDocuments,
  type JsonObject,
  partId,
  type ProjectedEvent,
  toStreamName,
  type ViewDocument,
} from '@redress/eventing';
import { ViewReader } from '@redress/platform';
import { caseProjection } from '../case-view/case.projection.js';
import type { CaseDocument } from '../case-view/case.document.js';
import { noteProjection, notesIn, partsUpTo, type CaseNote } from './note.projection.js';

const VIEW = noteProjection.view.name;
/** Limit of the read store port on documents that are asked for at once. */
const PARTS_AT_ONCE = 1_000;

/** A case with its notes, which views keep apart from it. Absent where it has none. */
export type CaseWithNotes = CaseDocument & { readonly notes?: readonly CaseNote[] };

/** Reads a case, without the state, from a document of {@link CaseNotes}, stored or opened. */
export function readCase(body: JsonObject): CaseWithNotes {
  return caseProjection.read(body);
}

/** Puts cases and their notes together. */
@Injectable()
export class CaseNotes {
  constructor(private readonly views: ViewReader) {}

  /**
   * Adds its notes to the document of a case, as of its revision and sealed as they are stored. Waits until the view of notes has reached it,
   * as {@link ViewReader.sealed} does.
   */
  async addedTo(document: ViewDocument): Promise<ViewDocument> {
    if (!lacksNotes(document)) return document;
    await this.views.sealed(VIEW, document.id, document.revision);
    const [noted] = await this.addedNow([document]);
    return noted ?? document;
  }

  /** As {@link addedTo}, for many, with what the view of notes has by now. */
  async addedNow(documents: readonly ViewDocument[]): Promise<readonly ViewDocument[]> {
    const ids = documents.filter(lacksNotes).flatMap(partIdsOf);
    const bodies = new Map<string, JsonObject>();
    for (let from = 0; from < ids.length; from += PARTS_AT_ONCE) {
      const stored = await this.views.manySealed(VIEW, ids.slice(from, from + PARTS_AT_ONCE));
      for (const { id, body } of stored.values()) bodies.set(id, body);
    }
    return documents.map((document) => withNotes(document, bodies));
  }
}

/** Adds the notes that these events of a case are. */
export function withNotesOf(document: ViewDocument, events: readonly ProjectedEvent[]): ViewDocument {
  const parts = foldDocuments(noteProjection, toStreamName(document.id), events);
  return withNotes(document, new Map([...parts].map(([id, { body }]) => [id, body])));
}

/** Ids of all documents that may hold notes of a case, oldest first. */
function partIdsOf({ id, revision }: ViewDocument): readonly string[] {
  return partsUpTo(revision).map((part) => partId(toStreamName(id), part));
}

/** Whether notes are to be added. Until the views are built anew, a document of an earlier release is read, which holds its own. */
function lacksNotes({ body }: ViewDocument): boolean {
  if (body['notes'] !== undefined) return false;
  const { notes, informationGiven } = stateIn(body);
  return notes + informationGiven > 0;
}

/** @param parts documents of the view of notes by id; those of other cases are ignored. */
function withNotes(document: ViewDocument, parts: ReadonlyMap<string, JsonObject>): ViewDocument {
  const own = partIdsOf(document).map((id) => parts.get(id));
  const notes = notesIn(
    own.filter((body) => body !== undefined),
    document.revision,
  );
  if (notes.length === 0) return document;
  return { ...document, body: { ...document.body, notes } };
}
