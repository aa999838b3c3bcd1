import type { ForgetOrder } from '../ports/event-store.js';
import type { ChainFault } from './chain-verifier.js';

/** The orders to forget that are in force, gathered while a whole log is read (`ReadAllOptions.ordered`). */
export class ForgetOrders {
  private readonly inForce = new Map<string, ForgetOrder>();

  /** Orders must come in the order of the log: a later one replaces those before. */
  take(order: ForgetOrder): void {
    if (order.order === undefined) this.inForce.delete(order.stream);
    else this.inForce.set(order.stream, order);
  }

  /** Each order about a stream of ours as a fault, whether it has taken effect or not: until it has, it can be taken back. */
  faults(isOurs: (stream: string) => boolean): readonly ChainFault[] {
    return [...this.inForce.values()]
      .filter(({ stream }) => isOurs(stream))
      .map(({ stream, order, remedy }) => ({ stream, revision: -1, fault: 'cut', detail: `It ${order}. ${remedy}` }));
  }
}
