import type { ViewCommit } from '@redress/eventing';
import { MemoryReadStore } from '@redress/testing';
import { Compile } from 'typebox/compile';
import { HELD_MESSAGES_VIEW, heldDocuments } from './quiet-hours/held-messages.js';
import { deliveriesDocument, DELIVERIES_VIEW } from './webhooks/delivery-document.js';

const CHECKS = new Map<string, { Check(body: unknown): boolean }>([
  [HELD_MESSAGES_VIEW.name, Compile(heldDocuments)],
  [DELIVERIES_VIEW.name, Compile(deliveriesDocument)],
]);

/** A read store that refuses documents of held messages and of deliveries that their schema does not describe. */
export class StrictReadStore extends MemoryReadStore {
  override async commit(view: string, effect: ViewCommit): Promise<void> {
    const check = CHECKS.get(view);
    for (const { body } of effect.changes) {
      if (check?.Check(body) === false) throw new TypeError(`No document of ${view}: ${JSON.stringify(body)}`);
    }
    await super.commit(view, effect);
  }
}
