import type { ComplaintEventData } from '../complaint/events.js';
import type { Instant } from '../instant.js';
import type { TimelineFact } from './timeline.js';

type Data<Type extends keyof ComplaintEventData> = ComplaintEventData[Type];

/** What an event that is no moment in the life of a complaint puts into the timeline; undefined for one that does not touch clocks. */
export function clockFact(type: string, at: Instant, data: object | undefined): TimelineFact | undefined {
  switch (type) {
    case 'ClockPaused': {
      const { reason, clocks } = data as Data<'ClockPaused'>;
      return { fact: 'paused', at, reason, clocks };
    }
    case 'ClockResumed':
      return { fact: 'resumed', at, clocks: (data as Data<'ClockResumed'>).clocks };
    case 'DeadlineExtended': {
      const { clock, reason } = data as Data<'DeadlineExtended'>;
      return { fact: 'extended', at, clock, reason };
    }
    case 'HoldingReplySent': {
      const { clock, reason } = data as Data<'HoldingReplySent'>;
      return { fact: 'held', at, clock, reason };
    }
    case 'DeadlineWarned': {
      const { clock, run, warning } = data as Data<'DeadlineWarned'>;
      return { fact: 'warned', at, clock, run, mark: warning };
    }
    case 'DeadlineMissed': {
      const { clock, run } = data as Data<'DeadlineMissed'>;
      return { fact: 'missed', at, clock, run, mark: 'due' };
    }
    case 'ComplaintEscalated': {
      const { clock, run, warning = 'due', to } = data as Data<'ComplaintEscalated'>;
      return { fact: 'told', at, clock, run, mark: warning, to };
    }
    case 'CalendarChanged': {
      const { calendar, added, removed, coversTo } = data as Data<'CalendarChanged'>;
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
