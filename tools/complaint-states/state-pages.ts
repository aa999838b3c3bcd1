import {
  type Complaint,
  complaint,
  type ComplaintCommand,
  complaintCommands,
  type ComplaintCommandType,
  complaintCommandTypes,
  complaintStatuses,
  type ComplaintState,
  type ComplaintStatus,
  permissions,
  type Policy,
  standingOf,
} from '@redress/domain';
import { toActorId } from '@redress/eventing';
import { shippedPolicyOf } from '@redress/policies';
import { renderMermaidSVG } from 'beautiful-mermaid';

/** The generated pages on what can be done when and by whom, keyed by path from the repository root. */
export function statePages({ transitions, states }: Explored): { readonly [path: string]: string } {
  const furnished = states.flatMap(withFurther);
  const diagram = stateDiagram(transitions);
  return {
    'docs/reference/commands.md': commandsPage(furnished),
    'docs/reference/complaint-states.md': pageWith(diagram),
    'docs/reference/complaint-states.svg': stateDiagramSvg(diagram),
  };
}

/** Every command in the order of a complaint's life, then every other action. A diff of this page is a change of who may do what. */
function commandsPage(states: readonly Complaint[]): string {
  const commands = complaintCommandTypes.map((type) => {
    const { by, folds, despiteInterest } = complaintCommands[type] as AnyCommand;
    return [codes([type]), grants(by), openIn(type, states), despiteInterest ? 'yes' : '', codes(Object.keys(folds))];
  });
  const others = Object.entries(permissions).filter(([action]) => !Object.hasOwn(complaintCommands, action));
  return `# Commands and permissions

Written by \`npm run states\` from the table of commands. Whoever is not named may not.

## Commands on a complaint

\`open while\`: the statuses in which some complaint can take the command. Each may still refuse it for what it says or for its policy.
\`in own interest\`: whether a member of staff with an interest of their own in the complaint may still send it (ISO 10002:2018, clause 4): an
interview in the role of staff, and no other. Every other command is answered to them as on a complaint that does not exist.
\`brings about\`: the events that no command before it in this table brings about.

${tableOf([['command', 'who', 'open while', 'in own interest', 'brings about'], ...commands])}

## Everything else

${tableOf([['undertaking', 'who'], ...others.map(([action, by]) => [codes([action]), grants(by)])])}
`;
}

/** A table in Prettier's format; the first row is the header. */
function tableOf(rows: readonly (readonly string[])[]): string {
  const [head = []] = rows;
  const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const lineOf = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`;
  const [first, ...others] = rows.map(lineOf);
  return [first, lineOf(widths.map((width) => '-'.repeat(width))), ...others].join('\n');
}

type AnyCommand = Pick<(typeof complaintCommands)[ComplaintCommandType], 'by'> & {
  readonly folds: object;
  readonly despiteInterest?: unknown;
};

function grants(by: AnyCommand['by']): string {
  return by.map((one) => (typeof one === 'string' ? one : `${one.role} for themselves`)).join(', ');
}

function openIn(type: ComplaintCommandType, states: readonly Complaint[]): string {
  if (type === 'receive') return 'not received yet';
  const open = new Set<ComplaintStatus>();
  for (const state of states) if (!open.has(state.status) && canSend(type, state)) open.add(state.status);
  if (open.size === complaintStatuses.length) return 'always';
  const [inOpen, inOthers] = [true, false].map((is) => complaintStatuses.filter((status) => open.has(status) === is));
  return inOthers!.length < inOpen!.length ? `all but ${inOthers!.join(', ')}` : inOpen!.join(', ');
}

/**
 * States that enable commands without changing the status: a task, a link, missing consent, a text with its own key, a tag, an assignee, a hold, a
 * request for erasure.
 */
function withFurther(state: Complaint): readonly Complaint[] {
  const prepared = (['assign-task', 'link', 'pause-clock'] as const).flatMap((type) => {
    const [data] = contentsOf(type);
    return answerTo(commandOf(type, data!, people[0]!, state), state).after ?? [];
  });
  return [
    state,
    ...prepared,
    {
      ...state,
      consent: false,
      redactable: [[0]],
      undelivered: ['message-1'],
      tags: ['recall'],
      assignee: people[0]!,
      holds: [{ basis: 'legal-claim', reviewOn: '2099-01-31' }],
    },
    { ...state, erasure: { request: 'dsr-1', ground: 'legal-obligation', requestedBy: toActorId('compliance') } },
  ];
}

/** Whether anyone, having worked on the complaint or not, can send it. */
function canSend(type: ComplaintCommandType, state: Complaint): boolean {
  return [...people, 'a newcomer'].some((id) => standingOf(type, state, { id, roles: [] }) === 'open');
}

function codes(words: readonly string[]): string {
  return words.map((word) => `\`${word}\``).join(', ');
}

function pageWith(diagram: string): string {
  return `# The states of a complaint

Every change of status that some history of commands can bring about, found by sending each command in each situation to the domain
itself. Commands that leave the status as it is are not drawn; [commands.md](commands.md) has all, and who may send them. The same as a
picture: [complaint-states.svg](complaint-states.svg). All are written by \`npm run states\`.

\`\`\`mermaid
${diagram}\`\`\`
`;
}

/** Number of statuses from which a command must lead to one place to be drawn as a single arrow. */
const WAYS_MIN = 5;

/** The transitions as a Mermaid state diagram. */
function stateDiagram(transitions: readonly Transition[]): string {
  const drawn = gathered(transitions);
  const arrows = Map.groupBy(drawn, ({ from, to }) => `${idOf(from)} --> ${idOf(to)}`);
  const names = new Set(drawn.flatMap(({ from, to }) => [from, to]).filter((name) => name !== 'unknown'));
  return [
    'stateDiagram-v2',
    ...[...names].map((name) => `  state "${name}" as ${idOf(name)}`),
    ...[...arrows].map(([arrow, ways]) => `  ${arrow}: ${ways.map(({ command }) => command).join(', ')}`),
    '',
  ].join('\n');
}

/** The diagram as a self-contained picture, without external resources. */
function stateDiagramSvg(mermaid: string): string {
  const svg = renderMermaidSVG(mermaid, { font: 'system-ui' });
  return `${svg.replace(/\s*@import url\([^)]*\);/g, '')}\n`;
}

interface Arrow {
  readonly from: string;
  readonly command: string;
  readonly to: string;
}

function gathered(transitions: readonly Transition[]): readonly Arrow[] {
  const groups = [...Map.groupBy(transitions, ({ command, to }) => `${command} ${to}`).values()];
  const many = groups.filter(({ length }) => length >= WAYS_MIN);
  const open = new Set(many.flat().map(({ from }) => from));
  return groups.flatMap((ways): readonly Arrow[] => {
    const [first] = ways;
    if (first === undefined || !many.includes(ways)) return ways;
    const missing = [...open].filter((status) => !ways.some(({ from }) => from === status));
    return [{ ...first, from: ['any open status', ...missing].join(missing.length === 0 ? '' : ', not ') }];
  });
}

function idOf(status: string): string {
  return status === 'unknown' ? '[*]' : status.replaceAll(/\W+/g, '_');
}

/** A command that takes a complaint from one status to another. */
interface Transition {
  readonly from: ComplaintStatus | 'unknown';
  readonly command: string;
  readonly to: ComplaintStatus;
}

/** Bounds the exploration: with more situations it would not end by itself, because some command's answers keep differing. */
const SITUATIONS_MAX = 5_000;

const housing = shippedPolicyOf('uk-housing@1');
/**
 * Combines appeal stages, an ending without a decision, pausable clocks, and people for each, so that every command can be sent by someone.
 */
const policy: Policy = {
  ...housing,
  clocks: housing.clocks.map((rule) => ({
    ...rule,
    stops: [...rule.stops, 'accepted'],
    exempt: { by: 'accepted', within: rule.limit },
    pause: { reasons: complaintCommands['pause-clock'].examples.grounds },
  })),
};
const people = ['handler', 'supervisor'];

/**
 * Commands that change no status: the assignee, subject, place and related complaints. Each would only double the situations. A failed
 * message only takes back an acknowledgement.
 */
const changingNoStatus: readonly ComplaintCommandType[] = [
  'assign',
  'unassign',
  'route',
  'declare-conflict',
  'restrict-access',
  'lift-restriction',
  'break-glass',
  'add-tag',
  'remove-tag',
  'place-legal-hold',
  'lift-legal-hold',
  'request-erasure',
  'decline-erasure',
  'carry-out-erasure',
  'record-disclosure',
  'rate-satisfaction',
  'send-on',
  'link',
  'unlink',
  'record-link',
  'split',
  'absorb',
  'release',
  'assign-task',
  'complete-task',
  'cancel-task',
  'request-information',
  'report-progress',
  'record-notification-failed',
  'resend',
  'issue-tracking-code',
  'send-tracking-code',
  'record-contact-verified',
];

/** Commands whose next status depends on their content, with the deciding field. */
const leadsElsewhere: { readonly [type in ComplaintCommandType]?: string } = {
  close: 'outcome',
  'record-acceptance': 'comment',
};

/** A command's contents, from its own examples: an ordinary one and, where a field decides the next status, one for each of its values. */
function contentsOf(type: ComplaintCommandType): readonly object[] {
  const examples = complaintCommands[type].examples as { readonly [field: string]: readonly unknown[] };
  const ordinary = Object.fromEntries(Object.entries(examples).map(([field, [first]]) => [field, first]));
  const field = leadsElsewhere[type];
  const contents =
    field === undefined ? [ordinary] : examples[field]!.map((value) => ({ ...ordinary, [field]: value }));
  return contents.map((content) => JSON.parse(JSON.stringify(content)) as object);
}

/** The results reachable by any history of commands. */
interface Explored {
  /** Every change of status, in the order in which statuses are reached. */
  readonly transitions: readonly Transition[];
  /** One complaint per situation. */
  readonly states: readonly Complaint[];
}

/** Sends each command in each situation to the real domain. */
export function explored(): Explored {
  const found = new Map<string, Transition>();
  const states: Complaint[] = [];
  const seen = new Set<string>();
  const known = new Set<string>();
  const waiting: ComplaintState[] = [complaint.initialState];
  for (let state = waiting.shift(); state !== undefined; state = waiting.shift()) {
    if (known.has(contentOf(state))) continue;
    known.add(contentOf(state));
    const answers = answersIn(state);
    if (seen.has(situationOf(state, answers))) continue;
    seen.add(situationOf(state, answers));
    if (state.status !== 'unknown') states.push(state);
    for (const { command, after } of answers) {
      if (after === undefined) continue;
      const transition = { from: state.status, command, to: after.status };
      if (transition.from !== transition.to) found.set(Object.values(transition).join(' '), transition);
      waiting.push(after);
    }
    if (seen.size > SITUATIONS_MAX) throw new Error(`There are more than ${SITUATIONS_MAX} situations to explore.`);
  }
  return { transitions: [...found.values()], states };
}

/** The answer to one example: events and the resulting state, or the code in `said`. */
interface Answer {
  readonly command: ComplaintCommandType;
  readonly said: string;
  readonly after?: Complaint;
}

/** The parts of a state that decisions use, so that a state reached twice is explored once. */
function contentOf(state: ComplaintState): string {
  const { commandIds: _ids, timeline: _timeline, revision: _revision, said: _said, ...content } = state as Complaint;
  return JSON.stringify(content);
}

/** Identifies a situation: states in which every example gets the same answer are equal. */
function situationOf({ status }: ComplaintState, answers: readonly Answer[]): string {
  return [status, ...answers.map(({ said }) => said)].join(' ');
}

function answersIn(state: ComplaintState): readonly Answer[] {
  return complaintCommandTypes
    .filter((type) => !changingNoStatus.includes(type))
    .flatMap((type) =>
      contentsOf(type).flatMap((data) => people.map((id) => answerTo(commandOf(type, data, id, state), state))),
    );
}

function answerTo(command: ComplaintCommand, state: ComplaintState): Answer {
  const decision = complaint.decide(command, state);
  if ('refused' in decision) return { command: command.type, said: decision.refused };
  const said = decision.map(({ type }) => type).join('+');
  if (decision.length === 0) return { command: command.type, said };
  const { actor, occurredAt, id: commandId } = command;
  const events = decision.map((event) => ({ ...event, actor, occurredAt, commandId, policyVersion: policy.version }));
  const after = events.reduce<ComplaintState>(complaint.evolve, state) as Complaint;
  return { command: command.type, said: `${said} -> ${after.status}`, after };
}

function commandOf(type: string, data: object, id: string, state: ComplaintState): ComplaintCommand {
  const at = '2026-11-02T09:00:00.000Z';
  const commandId = `${state.status === 'unknown' ? 0 : state.commandIds.flat().length}`;
  const when = { now: at, occurredAt: at, reason: 'Because.', policy };
  const context = { id: commandId, reference: '7K3M9QXD41PD', actor: { id, role: 'system' }, ...when };
  // Each file is a new one: whether one was added before changes nothing else, and would double the situations.
  const content = type === 'add-attachment' ? { ...data, attachment: commandId } : data;
  return { type, data: content, ...context } as unknown as ComplaintCommand;
}
