import type { Collection, Db, Document } from 'mongodb';
import { Collections } from './generations.js';

/** Actions in the middle of a store's work. */
export interface Interruptions {
  /** Between reading a view's state and acting on it. */
  readonly afterLook?: () => Promise<unknown>;
  readonly beforeDocuments?: () => Promise<unknown>;
  /** Between a batch's documents and its checkpoint. */
  readonly afterDocuments?: () => Promise<unknown>;
}

/** Collections that let a spec act between two steps of a store, a moment that chance would hardly ever hit. */
export class InterruptedCollections extends Collections {
  constructor(
    db: Db,
    private readonly interruptions: Interruptions,
  ) {
    super(db);
  }

  override get states() {
    return around(super.states, 'findOne', undefined, this.interruptions.afterLook);
  }

  override documents(view: string, generation: number) {
    const { beforeDocuments, afterDocuments } = this.interruptions;
    return around(super.documents(view, generation), 'bulkWrite', beforeDocuments, afterDocuments);
  }
}

function around<Stored extends Document>(
  of: Collection<Stored>,
  call: 'findOne' | 'bulkWrite',
  before: (() => Promise<unknown>) | undefined,
  after: (() => Promise<unknown>) | undefined,
): Collection<Stored> {
  return new Proxy(of, {
    get: (collection, name) => {
      const member: unknown = Reflect.get(collection, name);
      if (typeof member !== 'function') return member;
      if (name !== call) return member.bind(collection) as unknown;
      return async (...values: unknown[]) => {
        await before?.();
        const answer: unknown = await Reflect.apply(member, collection, values);
        await after?.();
        return answer;
      };
    },
  });
}
