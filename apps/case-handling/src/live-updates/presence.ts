import { Inject, Injectable } from '@nestjs/common';
import { complaintStream } from '@redress/complaints';
import type { Reference } from '@redress/contracts';
import { type Asking, isSamePerson } from '@redress/domain';
import type { ReadStore } from '@redress/eventing';
import { READ_STORE } from '@redress/platform';
import { caseProjection } from '../case-view/case.projection.js';
import { isVisible } from '../case-view/visible-cases.js';

const VIEW = caseProjection.view.name;

/** People named of one case; who works with more at once learns nothing from their names. */
export const PRESENT_MAX = 20;

/** Somebody who has a case open in one window. */
export interface Visitor {
  /** Asked for each time: access that was taken for a while ends while they look. */
  readonly asking: () => Asking;
  /** Receives who else has the case open, by their ids in alphabetical order, whenever that changes. */
  readonly tell: (people: readonly string[]) => void;
}

/**
 * Who has which case open, for as long as their window follows it live. Kept in this process alone and written nowhere: it is over when they
 * leave. Whoever may not know of a case is neither told of others there nor named to them.
 */
@Injectable()
export class CasePresence {
  private readonly visitors = new Map<Reference, Set<Visitor>>();

  constructor(@Inject(READ_STORE) private readonly readStore: ReadStore) {}

  /** Lets somebody come to a case. Returns a function with which they leave. */
  enter(reference: Reference, visitor: Visitor): () => void {
    const there = this.visitors.get(reference) ?? new Set();
    this.visitors.set(reference, there.add(visitor));
    this.announce(reference);
    return () => {
      if (!there.delete(visitor)) return;
      if (there.size === 0) this.visitors.delete(reference);
      else this.announce(reference);
    };
  }

  /** What cannot be read now is announced with the next change: nobody decides by it. */
  private announce(reference: Reference): void {
    this.tellAll(reference).catch(() => undefined);
  }

  private async tellAll(reference: Reference): Promise<void> {
    const document = await this.readStore.get(VIEW, complaintStream(reference));
    if (document === undefined) return;
    const allowed = [...(this.visitors.get(reference) ?? [])]
      .map(({ asking, tell }) => ({ asking: asking(), tell }))
      .filter(({ asking }) => isVisible(document, asking));
    const people = [...new Set(allowed.map(({ asking: { id } }) => id))].sort();
    for (const { asking, tell } of allowed)
      tell(people.filter((person) => !isSamePerson(person, asking.id)).slice(0, PRESENT_MAX));
  }
}
