/** Things within one complaint by the names that people and programs give them. A name is never used again for another. */
export type Named<Thing> = { readonly [name: string]: Thing };

/** The thing of this name. Names come from outside, so one that every object has (`constructor`) must find nothing. */
export function named<Thing>(things: Named<Thing>, name: string): Thing | undefined {
  return Object.hasOwn(things, name) ? things[name] : undefined;
}

/** `task-1`, `task-2`: by how many there are, and further when somebody took that name. It follows from the history alone. */
export function nextName(prefix: string, things: Named<unknown>): string {
  let number = Object.keys(things).length + 1;
  while (Object.hasOwn(things, `${prefix}-${number}`)) number += 1;
  return `${prefix}-${number}`;
}
