import { describe, expect, it } from '@jest/globals';
import { complaintStream } from '@redress/complaints';
import { ComplaintOffice } from '@redress/complaints/office';
import { foldDocuments } from '@redress/eventing';
import { projections } from './views.commands.js';

/** Notes after which the documents are measured, each as far into a document of notes. */
const FEW = 112;
const MANY = FEW + 6 * 32;

describe('One more note on a case', () => {
  it('writes as much into the documents of each view as one among few', async () => {
    const office = new ComplaintOffice();
    const reference = await office.lodge();
    for (let note = 1; note <= MANY; note += 1) {
      await office.does(reference, 'add-note', { text: 'Called back.', visibility: 'internal' });
    }
    const events = await office.projected(reference);
    // What opens events, searches, is measured by the number of its terms, which has a limit of its own.
    for (const projection of projections.filter(({ opening }) => opening === undefined)) {
      const writtenAfter = (notes: number): number => {
        const documents = foldDocuments(projection, complaintStream(reference), events.slice(0, notes + 1));
        const changed = [...documents.values()].filter(({ revision }) => revision === notes);
        return JSON.stringify(changed).length;
      };
      // A bit for each event says whether it can be redacted.
      const more = writtenAfter(MANY) - writtenAfter(FEW);
      expect([projection.view.name, more < 64 ? 0 : more]).toEqual([projection.view.name, 0]);
    }
  });
});
