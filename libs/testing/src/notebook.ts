import {
  type CommandContext,
  CommandHandler,
  type DecidedEvent,
  type Decider,
  type Decision,
  type Erased,
  type EventCatalogue,
  type EventCodec,
  eventIdOf,
  type EventStore,
  foldDocuments,
  InvalidEventError,
  type JsonObject,
  LOG_START,
  type ParkedStream,
  PARKED_EVENT_SKIPPED,
  type Projection,
  type RecordedEvent,
  skipsStream,
  type StreamName,
  toActorId,
} from '@redress/eventing';

/** The smallest aggregate with every feature of a stream: personal values, several events at once, an older version, refusals. */
export type NotebookCommand =
  | { readonly type: 'open'; readonly title: string; readonly owner?: string }
  | { readonly type: 'write'; readonly texts: readonly string[] }
  | { readonly type: 'close' };

export interface NotebookEvent extends DecidedEvent {
  readonly type: 'NotebookOpened' | 'NoteWritten' | 'NotebookClosed';
}

export interface NotebookState {
  readonly status: 'unknown' | 'open' | 'closed';
  readonly texts: readonly (string | Erased)[];
}

export const notebook: Decider<NotebookCommand, NotebookState, NotebookEvent> = {
  initialState: { status: 'unknown', texts: [] },

  decide(command, { status }): Decision<NotebookEvent> {
    switch (command.type) {
      case 'open': {
        if (status !== 'unknown') return { refused: 'notebook-exists' };
        const { title, owner } = command;
        return [{ type: 'NotebookOpened', data: { title, ...(owner !== undefined && { owner: { name: owner } }) } }];
      }
      case 'write':
        if (status !== 'open') return { refused: `notebook-${status}` };
        return command.texts.map((text) => ({ type: 'NoteWritten', data: { text, marks: [] } }));
      case 'close':
        if (status === 'unknown') return { refused: 'notebook-unknown' };
        return status === 'closed' ? [] : [{ type: 'NotebookClosed', data: {} }];
    }
  },

  evolve(state, { type, data }) {
    switch (type) {
      case 'NotebookOpened':
        return { ...state, status: 'open' };
      case 'NoteWritten':
        return { ...state, texts: [...state.texts, data['text'] as string | Erased] };
      case 'NotebookClosed':
        return { ...state, status: 'closed' };
      default:
        return state;
    }
  },
};

interface Shape {
  readonly required: readonly string[];
  readonly optional: readonly string[];
  /** Pointers of personal values; `*` stands for any item. */
  readonly personal: readonly string[];
}

/** Every version of every notebook event, oldest first. */
const SHAPES: { readonly [type: string]: readonly Shape[] } = {
  NotebookOpened: [{ required: ['title'], optional: ['owner'], personal: ['/owner/name'] }],
  NoteWritten: [
    { required: ['body'], optional: [], personal: ['/body'] },
    { required: ['text', 'marks'], optional: [], personal: ['/text', '/marks/*/remark'] },
  ],
  NotebookClosed: [{ required: [], optional: [], personal: [] }],
  [PARKED_EVENT_SKIPPED]: [{ required: ['event', 'stream', 'revision'], optional: [], personal: [] }],
};

/** A handwritten catalogue for {@link notebook}: checks top-level names, and knows which values are personal. */
export const notebookCatalogue: EventCatalogue = {
  currentVersion(type) {
    return shapesOf(type).length;
  },
  validate(type, version, data) {
    const { required, optional } = shapeOf(type, version);
    check(type, version, data, required, [...required, ...optional]);
  },
  validateSealed(type, version, data) {
    const { required, optional, personal } = shapeOf(type, version);
    const visible = (name: string): boolean => !personal.includes(`/${name}`);
    check(type, version, data, required.filter(visible), [...required, ...optional].filter(visible));
  },
  personalPointers(type, version, data) {
    return shapeOf(type, version).personal.flatMap((pattern) => pointersOf(data, pattern));
  },
  // All under the person's key.
  isIdentity: () => true,
  upcast(type, version, data, pointers) {
    if (type !== 'NoteWritten' || version === 2)
      return { version, data, pointers: new Map(pointers.map((at) => [at, at])) };
    return {
      version: 2,
      data: { marks: [] },
      pointers: new Map(pointers.map((at) => [at, at === '/body' ? '/text' : at])),
    };
  },
};

function shapesOf(type: string): readonly Shape[] {
  if (!Object.hasOwn(SHAPES, type)) throw new InvalidEventError(type, 0, [{ pointer: '', rule: 'unknown-type' }]);
  return SHAPES[type] as readonly Shape[];
}

function shapeOf(type: string, version: number): Shape {
  const shape = shapesOf(type)[version - 1];
  if (shape === undefined) throw new InvalidEventError(type, version, [{ pointer: '', rule: 'unknown-version' }]);
  return shape;
}

function check(
  type: string,
  version: number,
  data: JsonObject,
  required: readonly string[],
  known: readonly string[],
): void {
  const faults = [
    ...required.filter((name) => !Object.hasOwn(data, name)).map((name) => ({ pointer: `/${name}`, rule: 'required' })),
    ...Object.keys(data).flatMap((name) => (known.includes(name) ? [] : [{ pointer: `/${name}`, rule: 'unknown' }])),
  ];
  if (faults.length > 0) throw new InvalidEventError(type, version, faults);
}

function pointersOf(data: JsonObject, pattern: string): readonly string[] {
  const walk = (value: unknown, names: readonly string[], pointer: string): readonly string[] => {
    const [name, ...rest] = names;
    if (name === undefined) return value === undefined ? [] : [pointer];
    if (typeof value !== 'object' || value === null) return [];
    const children = name === '*' ? Object.entries(value) : [[name, (value as JsonObject)[name]] as const];
    return children.flatMap(([key, child]) => walk(child, rest, `${pointer}/${key}`));
  };
  return walk(data, pattern.split('/').slice(1), '');
}

/** One document per notebook: the order of its notes reveals any missing, doubled or misplaced event. */
export const notebookProjection: Projection = {
  view: {
    name: 'notebooks',
    fields: { title: 'string', notes: 'number', status: 'string' },
    indexes: [['title'], ['status', 'notes']],
  },
  streamPrefix: 'notebook-',
  initial: { notes: 0, seen: [] },
  on: {
    NotebookOpened: (document, { data, revision }) => ({ ...seeing(document, revision), ...data, status: 'open' }),
    NoteWritten: (document, { data, revision }) => ({
      ...seeing(document, revision),
      notes: Number(document['notes']) + 1,
      lastText: data['text'] ?? null,
    }),
    NotebookClosed: (document, { revision }) => ({ ...seeing(document, revision), status: 'closed' }),
  },
};

/** Two documents per notebook, for its odd and its even revisions: notes are written in turn, and closing is told in both. */
export const notebookPagesProjection: Projection = {
  view: { name: 'notebook-pages', fields: { notes: 'number' }, indexes: [['notes']] },
  streamPrefix: 'notebook-',
  initial: { notes: 0, seen: [] },
  partsOf: ({ type, revision }) => {
    if (type === 'NotebookClosed') return ['even', 'odd'];
    return type === 'NoteWritten' ? [revision % 2 === 0 ? 'even' : 'odd'] : [];
  },
  on: {
    NoteWritten: (page, { revision }) => ({ ...seeing(page, revision), notes: Number(page['notes']) + 1 }),
    NotebookClosed: (page, { revision }) => ({ ...seeing(page, revision), status: 'closed' }),
  },
};

function seeing(document: JsonObject, revision: number): JsonObject {
  return { ...document, seen: [...(document['seen'] as readonly number[]), revision] };
}

const SOME_COMMANDS = '0b2f7d0e-4c1a-4a63-9d8e-6f1f3a7c5e21';
const MOMENT = '2026-11-02T08:00:00.000Z';

/** Tells a consumer to go on without what parked a stream. */
const skips: Decider<ParkedStream, null, DecidedEvent> = {
  initialState: null,
  decide: ({ eventId, stream, revision }) => [
    { type: PARKED_EVENT_SKIPPED, data: { event: eventId, stream, revision } },
  ],
  evolve: (state) => state,
};

/** The context of a spec's `number`th command: equal numbers denote the same command. */
export function notebookContext(number: number, change: Partial<CommandContext> = {}): CommandContext {
  const commandId = eventIdOf(SOME_COMMANDS, number);
  return {
    commandId,
    commandHash: `hash-${number}`,
    actor: { id: toActorId('u-17'), role: 'handler' },
    occurredAt: MOMENT,
    now: MOMENT,
    correlationId: commandId,
    causationId: commandId,
    subject: 'N1',
    ...change,
  };
}

/** Writes notebooks' histories by commands, and computes the expected view. */
export class NotebookLog {
  private readonly handler;
  private readonly skips;
  private commands = 0;

  constructor(
    readonly store: EventStore,
    private readonly codec: EventCodec,
  ) {
    this.handler = new CommandHandler({ decider: notebook, store, codec });
    this.skips = new CommandHandler({ decider: skips, store, codec });
  }

  /** Records that a consumer goes on without what parked a stream. */
  async skip(consumer: string, parked: ParkedStream): Promise<void> {
    this.commands += 1;
    await this.skips.handle(skipsStream(consumer), parked, notebookContext(this.commands));
  }

  async does(stream: StreamName, ...commands: readonly NotebookCommand[]): Promise<void> {
    for (const command of commands) {
      this.commands += 1;
      const outcome = await this.handler.handle(stream, command, notebookContext(this.commands, { subject: stream }));
      if (outcome.kind !== 'accepted') throw new Error(`${command.type} was ${outcome.kind}.`);
    }
  }

  /** Opens the notebook and writes this many notes, one command each. */
  async fill(stream: StreamName, notes: number): Promise<void> {
    await this.does(stream, { type: 'open', title: stream, owner: 'Parisa Example' });
    for (let note = 1; note <= notes; note += 1) await this.does(stream, { type: 'write', texts: [`note ${note}`] });
  }

  all(): Promise<RecordedEvent[]> {
    return Array.fromAsync(this.store.readAll(LOG_START));
  }

  of(stream: StreamName): Promise<RecordedEvent[]> {
    return Array.fromAsync(this.store.read(stream));
  }

  /** The expected documents of the view, by id. */
  async folded(
    projection: Projection,
  ): Promise<Record<string, { readonly revision: number; readonly body: JsonObject }>> {
    const streams = Map.groupBy(await this.all(), ({ stream }) => stream);
    const documents = [...streams].flatMap(([stream, events]) => {
      if (!stream.startsWith(projection.streamPrefix)) return [];
      const projected = events.map((event) => this.codec.project(event));
      return [...foldDocuments(projection, stream, projected)];
    });
    return Object.fromEntries(documents);
  }
}
