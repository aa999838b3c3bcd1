import Type from 'typebox';
import { defineEvent, personal, type DataOf } from '../definition/index.js';
import { NAME_LENGTH_MAX, requiredText } from '../vocabulary/index.js';

/** The largest attachment that any configuration allows: 100 MiB. */
export const ATTACHMENT_BYTES_MAX = 104_857_600;

/** A file was added to the complaint (ISO 10002:2018, 7.2). Its content is kept apart from the events, sealed under the same key. */
export const attachmentAddedV1 = defineEvent({
  type: 'AttachmentAdded',
  version: 1,
  meaning: 'A file was added to the complaint.',
  data: {
    /** Names the file within the complaint; follows from its content, so that the same file is there once. */
    attachment: Type.String({ pattern: '^[0-9a-f]{32}$' }),
    /** As its content shows, whatever its sender called it: `application/pdf`. */
    mediaType: Type.String({ maxLength: 100, pattern: '^[a-z]+/[a-z0-9.+-]+$' }),
    bytes: Type.Integer({ minimum: 1, maximum: ATTACHMENT_BYTES_MAX }),
    /** Of the content as it was sent, in hexadecimal. */
    sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    /** What its sender calls the file. */
    name: Type.Optional(personal(requiredText(NAME_LENGTH_MAX))),
  },
});

export type AttachmentAddedData = DataOf<typeof attachmentAddedV1>;
