import { TAG_LENGTH_MAX } from '@redress/contracts';
import { CommandRequest, Text, type CommandRoutes } from '@redress/platform';

export class TagRequest extends CommandRequest {
  /** In the organization's spelling, compared whole and with its case. It must not name or describe a person: tags are never sealed or erased. */
  @Text(TAG_LENGTH_MAX)
  tag!: string;
}

/** Names by which complaints are found again. */
export const tagRoutes = {
  'add-tag': {
    request: TagRequest,
    summary: 'Gives the complaint a tag, by which the work queue finds it. At most 20 at once.',
  },
  'remove-tag': {
    request: TagRequest,
    summary: 'Takes a tag off the complaint.',
  },
} satisfies CommandRoutes;
