/** The server that an engine currently talks to. */
export interface ServerInUse {
  /** `host:port`, without credentials. */
  readonly server: string;
  /** How long it has left every request unanswered, in milliseconds; 0 when none is pending. */
  readonly silent_ms: number;
}

/** An engine, as operators see it. */
export interface Served {
  /** The server in use; of several, the one silent longest. Undefined when there is none, as with a file, or none was found yet. */
  readonly inUse?: ServerInUse | undefined;
}

/** Of several servers in use, the one silent longest. */
export function mostSilent(servers: readonly (ServerInUse | undefined)[]): ServerInUse | undefined {
  return servers
    .filter((server) => server !== undefined)
    .reduce<ServerInUse | undefined>(
      (most, server) => (most === undefined || server.silent_ms > most.silent_ms ? server : most),
      undefined,
    );
}

/** Measures how long a server has left every request unanswered. */
export class ServerSilence {
  private readonly pending = new Set<{ readonly due_ms: number }>();
  private heard_ms = Number.NEGATIVE_INFINITY;

  /**
   * Notes a request. Call the result when the server answers it or, with `false`, when it is given up.
   * @param patience_ms how long the server may take by design, as when it waits for new data
   */
  asked(patience_ms = 0): (answered: boolean) => void {
    const request = { due_ms: performance.now() + patience_ms };
    this.pending.add(request);
    return (answered) => {
      this.pending.delete(request);
      if (answered) this.heard_ms = performance.now();
    };
  }

  /** See {@link ServerInUse.silent_ms}. */
  get ms(): number {
    if (this.pending.size === 0) return 0;
    const due_ms = [...this.pending].reduce(
      (first, request) => Math.min(first, request.due_ms),
      Number.POSITIVE_INFINITY,
    );
    return Math.max(0, Math.round(performance.now() - Math.max(due_ms, this.heard_ms)));
  }
}
