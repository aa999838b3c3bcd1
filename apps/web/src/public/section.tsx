import type { ReactNode } from 'react';

/** A part of a page under a heading of its own. */
export function Section({ heading, children }: { readonly heading: string; readonly children: ReactNode }) {
  return (
    <section className="my-8">
      <h2 className="mb-2 text-xl font-bold">{heading}</h2>
      {children}
    </section>
  );
}
