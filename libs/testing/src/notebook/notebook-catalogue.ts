import { InvalidEventError, type EventCatalogue, type JsonObject } from '@redress/eventing';

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
};

/** The published language of {@link notebook}, by hand: top-level names are checked, and which values are personal is known. */
export const notebookCatalogue: EventCatalogue = {
  currentVersion(type) {
    return shapesOf(type).length;
  },
  isMessage: () => false,
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
