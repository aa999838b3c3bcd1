/** How a command ended. Scripts act on these numbers: none is ever given another meaning. */
export const EXIT = {
  /** Done, and nothing wrong was found. */
  ok: 0,
  /** Done, and something wrong was found: rejected rows, a broken chain, a parked complaint, a failed check. */
  found: 1,
  /** The command line or a setting is wrong; nothing was done. */
  usage: 2,
  /** The system cannot be used: locked by another process, away, corrupt, full. */
  unusable: 3,
  /** Stopped by Ctrl-C; what was finished before is kept. As shells expect: 128 + SIGINT. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export const EXIT_CODES_HELP = `
Exit codes:
  0    done, and nothing wrong was found
  1    done, and something wrong was found (rejected rows, a broken chain, a parked complaint, a failed check)
  2    the command line or a setting is wrong; nothing was done
  3    the system cannot be used: locked by another process, away, corrupt, full
  130  stopped by Ctrl-C; what was finished before is kept`;
