import { type Actor, type ActorId, toActorId } from './event.js';

// Type assertions for `npm run typecheck`: this file is never run. Each line that must not compile says so.

/** The name of somebody, or what a token says. */
declare const text: string;

export const service: Actor = { id: toActorId('notification'), role: 'system' };
export const asText: string = service.id;
// @ts-expect-error A text becomes the id of whoever acts by passing its check only.
export const unchecked: ActorId = text;
// @ts-expect-error One that is written in the code too.
export const written: Actor = { id: 'notification', role: 'system' };
