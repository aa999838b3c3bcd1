import type { Complaint } from './state.js';
import type { StaffKind } from './vocabulary.js';

/** Somebody of the staff. `name` is the `sub` of a person, or what the organization calls a team, a department or a role; never an address. */
export type StaffRecipient = {
  readonly kind: StaffKind;
  readonly name: string;
};

/**
 * Whom a decision on this complaint concerns among the staff (ISO 10002:2018, 7.8): whoever has it, the team that it was sent to, who
 * proposed and approved the response, and those who were given work on it. Each once, in that order.
 */
export function staffConcerned({ assignee, route, response, tasks }: Complaint): readonly StaffRecipient[] {
  const work = Object.values(tasks)
    .filter(({ standing }) => standing !== 'cancelled')
    .map(({ content }) => content);
  const recipients = [
    ...peopleOf([assignee]),
    ...teamsOf([route?.team]),
    ...peopleOf([response?.proposedBy, response?.approvedBy]),
    ...work.flatMap((task) => staffOfTask(task)),
  ];
  const known = new Map(recipients.map((recipient) => [`${recipient.kind}:${recipient.name}`, recipient]));
  return [...known.values()];
}

/** Who is to do a task: the person, and else the department. */
export function staffOfTask({
  assignee,
  department,
}: {
  readonly assignee?: string;
  readonly department?: string;
}): readonly StaffRecipient[] {
  return assignee === undefined ? teamsOf([department]) : peopleOf([assignee]);
}

/** Whoever has the complaint now: the person, and else the team. Empty while it is in the common queue. */
export function staffInCharge({ assignee, route }: Complaint): readonly StaffRecipient[] {
  return assignee === undefined ? teamsOf([route?.team]) : peopleOf([assignee]);
}

const peopleOf = recipientsOf('person');
const teamsOf = recipientsOf('team');

function recipientsOf(kind: StaffKind): (names: readonly (string | undefined)[]) => readonly StaffRecipient[] {
  return (names) => names.flatMap((name) => (name === undefined ? [] : [{ kind, name }]));
}
