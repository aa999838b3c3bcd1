import {
  type Complaint,
  complaint,
  type ComplaintCommand,
  complaintCommands,
  type ComplaintCommandType,
  complaintCommandTypes,
  type ComplaintState,
  type ComplaintStatus,
  type Policy,
} from '@redress/domain';
import { shippedPolicyOf } from '@redress/policies';
import { renderMermaidSVG } from 'beautiful-mermaid';

/** The files that show how a complaint moves from status to status, by their paths from the root of the repository. */
export function statePages(): { readonly [path: string]: string } {
  const diagram = stateDiagram(transitions());
  return {
    'docs/reference/complaint-states.md': pageWith(diagram),
    'docs/reference/complaint-states.svg': stateDiagramSvg(diagram),
  };
}

function pageWith(diagram: string): string {
  return `# The states of a complaint

Every change of status that some history of commands can bring about, found by sending each command in each situation to the domain
itself. Commands that leave the status as it is are not drawn; who may send them stands in \`libs/domain/src/permissions\`. The same as a
picture: [complaint-states.svg](complaint-states.svg). Both are written by \`npm run states\`.

\`\`\`mermaid
${diagram}\`\`\`
`;
}

/** A command that leads from at least so many statuses to one place is drawn as one arrow. */
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

/** The diagram as a picture that loads nothing from elsewhere. */
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

/** Beyond this the exploration would not end by itself: a new kind of situation is missing in its answers. */
const SITUATIONS_MAX = 5_000;

const housing = shippedPolicyOf('uk-housing@1');
/** Stages of appeal and a way without a decision, and people for each: so every command finds somebody who may send it. */
const policy: Policy = {
  ...housing,
  clocks: housing.clocks.map((rule) => ({
    ...rule,
    stops: [...rule.stops, 'accepted'],
    exempt: { by: 'accepted', within: rule.limit },
  })),
};
const people = ['handler', 'supervisor'];

/** Who works on a complaint, on what, and where, and which others it has to do with, changes no status. Each of these would only double the situations. */
const changingNoStatus: readonly ComplaintCommandType[] = [
  'assign',
  'route',
  'declare-conflict',
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
];

/** Said in one way they lead somewhere, said in another way elsewhere: by this field. */
const leadsElsewhere: { readonly [type in ComplaintCommandType]?: string } = {
  close: 'outcome',
  'record-acceptance': 'comment',
};

/** What a command may say, from its own examples: an ordinary one, and where it matters each that differs in the field that leads elsewhere. */
function contentsOf(type: ComplaintCommandType): readonly object[] {
  const examples = complaintCommands[type].examples as { readonly [field: string]: readonly unknown[] };
  const ordinary = Object.fromEntries(Object.entries(examples).map(([field, [first]]) => [field, first]));
  const field = leadsElsewhere[type];
  const contents =
    field === undefined ? [ordinary] : examples[field]!.map((value) => ({ ...ordinary, [field]: value }));
  return contents.map((content) => JSON.parse(JSON.stringify(content)) as object);
}

/** Every change of status that some history of commands can bring about, in the order in which the statuses are reached. */
export function transitions(): readonly Transition[] {
  const found = new Map<string, Transition>();
  const seen = new Set<string>();
  const known = new Set<string>();
  const waiting: ComplaintState[] = [complaint.initialState];
  for (let state = waiting.shift(); state !== undefined; state = waiting.shift()) {
    if (known.has(contentOf(state))) continue;
    known.add(contentOf(state));
    const answers = answersIn(state);
    if (seen.has(situationOf(state, answers))) continue;
    seen.add(situationOf(state, answers));
    for (const { command, after } of answers) {
      if (after === undefined) continue;
      const transition = { from: state.status, command, to: after.status };
      if (transition.from !== transition.to) found.set(Object.values(transition).join(' '), transition);
      waiting.push(after);
    }
    if (seen.size > SITUATIONS_MAX) throw new Error(`There are more than ${SITUATIONS_MAX} situations to explore.`);
  }
  return [...found.values()];
}

/** How one example is answered: by events, and the state after them, or by what `said` tells. */
interface Answer {
  readonly command: ComplaintCommandType;
  readonly said: string;
  readonly after?: Complaint;
}

/** What decisions look at, so that the same state reached in another way is not asked everything again. */
function contentOf(state: ComplaintState): string {
  const { commandIds: _ids, timeline: _timeline, revision: _revision, said: _said, ...content } = state as Complaint;
  return JSON.stringify(content);
}

/** Two states are one situation when every example is answered alike in both. */
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
  const commandId = `${state.status === 'unknown' ? 0 : state.commandIds.length}`;
  const when = { now: at, occurredAt: at, reason: 'Because.', policy };
  const context = { id: commandId, reference: '7K3M9QXD41PD', actor: { id, role: 'system' }, ...when };
  // A file is always another one: whether one was added before changes nothing else, and would double the situations.
  const content = type === 'add-attachment' ? { ...data, attachment: commandId } : data;
  return { type, data: content, ...context } as unknown as ComplaintCommand;
}
