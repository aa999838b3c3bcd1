import { referenceOf, type CommandContent } from '@redress/complaints';
import type { ComplaintEventType, EventData } from '@redress/contracts';
import { inverseOf } from '@redress/domain';
import type { ProjectedEvent } from '@redress/eventing';

/** What a decision on one complaint asks of another. */
export interface CarriedOver {
  /** The other complaint. */
  readonly to: string;
  readonly content: CommandContent;
  /** What the first complaint is told when the other refuses, with the refusal's code; without it the other cannot refuse. */
  readonly takeBack?: (refused: string) => CommandContent;
}

type Data<Type extends ComplaintEventType> = EventData<Type>;

/** Event types that may ask something of another complaint. */
export const CARRIED_TYPES = ['ComplaintLinked', 'ComplaintUnlinked', 'ComplaintMerged', 'ComplaintUnmerged'];

/** What an event asks of another complaint; undefined when it came from there. */
export function carriedOver({
  stream,
  type,
  data,
}: Pick<ProjectedEvent, 'stream' | 'type' | 'data'>): CarriedOver | undefined {
  const own = referenceOf(stream);
  switch (type) {
    case 'ComplaintLinked': {
      const { complaint: to, relation, turn, decidedOn } = data as Data<'ComplaintLinked'>;
      if (decidedOn !== own) return undefined;
      return {
        to,
        content: { type: 'record-link', data: { complaint: own, relation: inverseOf(relation), turn } },
        takeBack: () => ({ type: 'record-link', data: { complaint: to, turn: turn + 1 } }),
      };
    }
    case 'ComplaintUnlinked': {
      const { complaint: to, turn, decidedOn } = data as Data<'ComplaintUnlinked'>;
      return decidedOn === own ? { to, content: { type: 'record-link', data: { complaint: own, turn } } } : undefined;
    }
    case 'ComplaintMerged': {
      const { into: to, turn } = data as Data<'ComplaintMerged'>;
      return {
        to,
        content: { type: 'absorb', data: { complaint: own, turn } },
        takeBack: (refused) => ({ type: 'unmerge', data: { turn, refused } }),
      };
    }
    case 'ComplaintUnmerged': {
      const { from: to, turn } = data as Data<'ComplaintUnmerged'>;
      return { to, content: { type: 'release', data: { complaint: own, turn } } };
    }
    default:
      return undefined;
  }
}
