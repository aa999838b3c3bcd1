import Type from 'typebox';
import { defineEvent, personal, type DataOf } from '../definition/index.js';
import { EvidenceKind, name, requiredText, sha256, word } from '../vocabulary/index.js';

/** Something that shows what happened was added to the case (ISO 10002:2018, 7.6). */
export const evidenceAddedV1 = defineEvent({
  type: 'EvidenceAdded',
  version: 1,
  meaning: 'Evidence was added.',
  isMessage: true,
  data: {
    /** Its name within the complaint: never used again for another. */
    evidence: word(),
    kind: EvidenceKind,
    description: personal(requiredText()),
    /** Where it came from, often a person. */
    source: Type.Optional(personal(name())),
    /** Of its content, wherever that is kept. */
    sha256: Type.Optional(sha256()),
    /** The attachment of the complaint that holds its content. */
    attachment: Type.Optional(name()),
  },
});

export type EvidenceAddedData = DataOf<typeof evidenceAddedV1>;
