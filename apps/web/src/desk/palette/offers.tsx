import { createContext, type ReactNode, useContext, useEffect, useId, useState } from 'react';

/** Something that the command palette offers. */
export interface Offer {
  /** Tells it from the others, also after the page has drawn itself anew. */
  readonly id: string;
  /** A verb and its object, or the name of a place. */
  readonly words: string;
  /** Why it cannot be chosen now. */
  readonly reason?: string;
  readonly run: () => void;
}

/** What the parts of the page that is open offer at the moment. */
export class Offers {
  private readonly byPart = new Map<string, readonly Offer[]>();

  set(part: string, offers: readonly Offer[]): void {
    this.byPart.set(part, offers);
  }

  remove(part: string): void {
    this.byPart.delete(part);
  }

  all(): readonly Offer[] {
    return [...this.byPart.values()].flat();
  }
}

const OffersContext = createContext<Offers | undefined>(undefined);

/** Lets everything inside offer something to the command palette. */
export function OffersProvider({ children }: { readonly children: ReactNode }) {
  const [offers] = useState(() => new Offers());
  return <OffersContext value={offers}>{children}</OffersContext>;
}

/** What is offered at the moment. Throws outside `OffersProvider`. */
export function useOffers(): Offers {
  const offers = useContext(OffersContext);
  if (offers === undefined) throw new Error('There is no OffersProvider around this component.');
  return offers;
}

/** Offers something in the command palette for as long as the component is shown. */
export function useOffering(offered: readonly Offer[]): void {
  const offers = useOffers();
  const part = useId();
  useEffect(() => {
    offers.set(part, offered);
  });
  useEffect(() => () => offers.remove(part), [offers, part]);
}
