/** A store that must fit the log. Views include the state of processes. */
export type FittedStore = 'views' | 'keys' | 'topic' | 'attachments' | 'outbox';

/** How a store compares with the log: `foreign`: of another system. */
export type StandingPlace = 'older' | 'newer' | 'foreign';

/** One way in which a store and the log may differ. Most leave work to an operator; some are usual and mend themselves. */
export interface StoreMisfit {
  readonly store: FittedStore;
  readonly standing: StandingPlace;
  /** What shows it: completes a sentence that begins with the store. */
  readonly shows: string;
  /** What to do; absent if the stores fit all the same. */
  readonly remedy?: string;
}

/**
 * What `redress doctor --stores` compares with the log, the only place where facts are written. docs/how-to/back-up-and-restore.md shows this
 * table, and each row is tried by a spec.
 */
export const STORE_MISFITS: readonly StoreMisfit[] = [
  {
    store: 'views',
    standing: 'older',
    shows: 'have not seen the newest events; they catch up',
  },
  {
    store: 'views',
    standing: 'newer',
    shows: 'have seen events that the log lacks: it was restored',
    remedy: 'Run redress adopt-log, then redress rebuild --all.',
  },
  {
    store: 'views',
    standing: 'foreign',
    shows: 'know no complaint of this log',
    remedy:
      'Correct REDRESS_EVENT_STORE or REDRESS_READ_STORE. If both are meant: redress adopt-log, then redress rebuild --all.',
  },
  {
    store: 'keys',
    standing: 'older',
    shows: 'lack those of some complaints, or have those of redacted messages or erased complainants',
    remedy: 'Restore a newer backup of the key store; without one, send the redactions and erasures again.',
  },
  {
    store: 'keys',
    standing: 'newer',
    shows: 'include some of complaints that the log lacks',
  },
  {
    store: 'keys',
    standing: 'foreign',
    shows: 'have none of the complaints in this log',
    remedy: 'Correct REDRESS_KEY_STORE, or restore a backup of this system’s key store.',
  },
  {
    store: 'topic',
    standing: 'older',
    shows: 'ends before what was published to it: it began anew, or was restored',
    remedy: 'Stop the services and run redress adopt-log --replay-topic.',
  },
  {
    store: 'topic',
    standing: 'newer',
    shows: 'has events that the log lacks: it was restored',
    remedy:
      'Run redress adopt-log; if a consumer is named another-log after it, stop the services and add --replay-topic.',
  },
  {
    store: 'topic',
    standing: 'foreign',
    shows: 'ends with no event of this log',
    remedy:
      'Correct REDRESS_EVENT_STREAM. If the topic is meant: stop the services and run redress adopt-log --replay-topic.',
  },
  {
    store: 'attachments',
    standing: 'older',
    shows: 'lack files that events name',
    remedy:
      'Copy what is missing from a newer backup of the attachments; redress doctor --attachments names each file.',
  },
  {
    store: 'attachments',
    standing: 'newer',
    shows: 'include files that no event names; redress attachments sweep sets them aside',
  },
  {
    store: 'attachments',
    standing: 'foreign',
    shows: 'have no file that an event names, but others',
    remedy: 'Correct REDRESS_ATTACHMENTS, or restore a backup of this system’s attachments.',
  },
  {
    store: 'outbox',
    standing: 'older',
    shows: 'lacks messages that were sent; none is sent again',
  },
  {
    store: 'outbox',
    standing: 'newer',
    shows: 'has messages that the log does not know of: it was restored',
    remedy: 'Run redress adopt-log: it lists what was sent for events that the log lacks.',
  },
  {
    store: 'outbox',
    standing: 'foreign',
    shows: 'has only messages that the log does not know of',
    remedy: 'Correct REDRESS_DATA, or remove the outbox folder: nothing reads it.',
  },
];

/** The row about a store and its standing. */
export function misfitOf(store: FittedStore, standing: StandingPlace): StoreMisfit {
  return STORE_MISFITS.find((misfit) => misfit.store === store && misfit.standing === standing)!;
}
