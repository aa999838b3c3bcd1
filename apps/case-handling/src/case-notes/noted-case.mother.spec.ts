import type { ComplaintOffice } from '@redress/complaints/office';
import type { Reference } from '@redress/contracts';
import type { ViewDocument } from '@redress/eventing';
import { caseProjection } from '../case-view/case.projection.js';
import { withNotesOf } from './case-notes.js';

/** The document of a case with its notes, personal values opened. */
export async function openedCase(office: ComplaintOffice, reference: Reference): Promise<ViewDocument> {
  const document = await office.document(caseProjection, reference);
  const noted = withNotesOf(document, await office.projected(reference));
  return { ...noted, body: await office.codec.openDocument(noted.body) };
}
