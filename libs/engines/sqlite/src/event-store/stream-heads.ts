/** Streams whose newest revision is remembered; the least recently written is forgotten first. About 10 MB. */
const streamsMax = 50_000;

/** Newest revisions of the streams written last. Holds committed truth only: an entry is set after the commit, never before. */
export class StreamHeads {
  private readonly revisions = new Map<string, number>();

  get(stream: string): number | undefined {
    return this.revisions.get(stream);
  }

  set(stream: string, revision: number): void {
    this.revisions.delete(stream);
    this.revisions.set(stream, revision);
    if (this.revisions.size > streamsMax) this.revisions.delete(this.revisions.keys().next().value!);
  }

  clear(): void {
    this.revisions.clear();
  }
}
