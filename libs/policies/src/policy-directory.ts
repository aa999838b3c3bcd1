import type { DecidedEvent, Decider } from '@redress/eventing';

/** The names of all policies, in the order in which they came: the log has no other way to find every stream of a kind. */
export const policyDirectory: Decider<string, readonly string[], DecidedEvent> = {
  initialState: [],
  decide: (name, names) => (names.includes(name) ? [] : [{ type: 'PolicyNamed', data: { name } }]),
  evolve: (names, { data }) => [...names, data['name'] as string],
};
