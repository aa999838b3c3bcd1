import type { EventData } from '@redress/contracts';
import type { Instant } from '../instant.js';
import type { TimelineFact } from './timeline.js';

/** What an event that is no moment in the life of a complaint puts into the timeline; undefined for one that does not touch clocks. */
export function clockFact(type: string, at: Instant, data: object | undefined): TimelineFact | undefined {
  switch (type) {
    case 'ClockPaused': {
      const { reason, clocks } = data as EventData<'ClockPaused'>;
      return { fact: 'paused', at, reason, clocks };
    }
    case 'ClockResumed':
      return { fact: 'resumed', at, clocks: (data as EventData<'ClockResumed'>).clocks };
    case 'DeadlineExtended': {
      const { clock, reason } = data as EventData<'DeadlineExtended'>;
      return { fact: 'extended', at, clock, reason };
    }
    case 'HoldingReplySent': {
      const { clock, reason } = data as EventData<'HoldingReplySent'>;
      return { fact: 'held', at, clock, reason };
    }
    case 'DeadlineWarned': {
      const { clock, run, warning } = data as EventData<'DeadlineWarned'>;
      return { fact: 'warned', at, clock, run, mark: warning };
    }
    case 'DeadlineMissed': {
      const { clock, run } = data as EventData<'DeadlineMissed'>;
      return { fact: 'missed', at, clock, run, mark: 'due' };
    }
    case 'ComplaintEscalated': {
      const { clock, run, warning = 'due', to } = data as EventData<'ComplaintEscalated'>;
      return { fact: 'told', at, clock, run, mark: warning, to };
    }
    case 'CalendarChanged': {
      const { calendar, added, removed, coversTo } = data as EventData<'CalendarChanged'>;
      const amendment = { ...(added && { added }), ...(removed && { removed }), ...(coversTo && { coversTo }) };
      return { fact: 'calendar', at, calendar, ...amendment };
    }
    case 'ComplaintMerged':
      return { fact: 'merged', at };
    case 'ComplaintUnmerged':
      return { fact: 'unmerged', at };
    default:
      return undefined;
  }
}
