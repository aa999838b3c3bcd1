import { CommandAnswer, type Accepted } from '../commands/command-answer.js';
import { listOf, objectSchema, referenceSchema, revisionSchema, textSchema } from '../openapi/answers.js';

/** What is told of a file that was added. */
export interface AddedAttachment {
  readonly attachment: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** What adding a file is answered with. `events` is empty when the complaint had this very content already. */
export class AttachmentAnswer extends CommandAnswer {
  constructor(
    reference: string,
    outcome: Accepted,
    readonly attachment: AddedAttachment,
  ) {
    super(reference, outcome);
  }
}

/** For the API's description. */
export const attachmentAnswerSchema = objectSchema(
  {
    reference: referenceSchema,
    revision: revisionSchema,
    events: listOf(textSchema),
    attachment: objectSchema({
      attachment: { type: 'string', pattern: '^[0-9a-f]{32}$' },
      mediaType: textSchema,
      bytes: { type: 'integer', minimum: 1 },
      sha256: { type: 'string', pattern: '^[0-9a-f]{64}$' },
    }),
  },
  { title: 'AttachmentAnswer' },
);
