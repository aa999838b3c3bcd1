export type KnownKey = Uint8Array | 'destroyed';

/** The keys used last, least recently used first out. An entry older than `age_ms_max` counts as not known. */
export class RecentKeys {
  private readonly entries = new Map<string, { readonly key: KnownKey; readonly learnt_ms: number }>();

  constructor(
    private readonly sizeMax: number,
    private readonly age_ms_max: number,
    private readonly monotonic_ms: () => number,
  ) {}

  get(subject: string): KnownKey | undefined {
    const entry = this.entries.get(subject);
    if (entry === undefined) return undefined;
    this.entries.delete(subject);
    if (this.monotonic_ms() - entry.learnt_ms > this.age_ms_max) return undefined;
    this.entries.set(subject, entry);
    return entry.key;
  }

  set(subject: string, key: KnownKey): void {
    this.entries.delete(subject);
    this.entries.set(subject, { key, learnt_ms: this.monotonic_ms() });
    if (this.entries.size <= this.sizeMax) return;
    for (const oldest of this.entries.keys()) {
      this.entries.delete(oldest);
      break;
    }
  }
}
