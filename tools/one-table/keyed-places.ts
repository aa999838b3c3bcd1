import { complaintEventTypes } from '@redress/contracts';
import { complaintCommandTypes, complaintStatuses } from '@redress/domain';
import { globSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';

/** One place in the code that names several commands, several events or several statuses: a table, a list, a union, a switch. */
export interface KeyedPlace {
  /** Path from the root of the repository, and the name of what holds the place. */
  readonly where: string;
  readonly kind: Kind;
  /** Whether the compiler refuses it when its kind has one more word. */
  readonly asked: boolean;
}

/** Each kind of word, with its table and one more word. */
const kinds = {
  command: {
    words: new Set<string>(complaintCommandTypes),
    table: 'libs/domain/src/complaint/commands.ts',
    before: 'const inOrder = [',
    more: "  { ...closing.withdraw, type: 'unknown-command', folds: {} },",
  },
  event: {
    words: new Set<string>(complaintEventTypes),
    table: 'libs/contracts/src/events.ts',
    before: 'export const complaintEvents = {',
    more: '  UnknownHappened: closing.ComplaintWithdrawn,',
  },
  status: {
    words: new Set<string>(complaintStatuses),
    table: 'libs/domain/src/complaint/complaint.ts',
    before: 'export const complaintStatuses = [',
    more: "'unknown-status', ",
  },
} as const;
type Kind = keyof typeof kinds;
const kindNames = Object.keys(kinds) as readonly Kind[];

/** The minimum: fewer words are an example or a special case. */
const WORDS_MIN = 4;

/** The findings of the compiler and of a source scan with one more command, event and status in their tables. */
export interface Found {
  /** Every place in the production code. */
  readonly places: readonly KeyedPlace[];
  /** Every declaration that the compiler refuses in the files with such places and those of the tables, by its file and name. */
  readonly refused: readonly string[];
}

/** Examines the production code with one more word of each kind. */
export function keyedPlaces(root: string): Found {
  const files = globSync('{apps,libs,libs/engines}/*/src/**/*.ts', { cwd: root })
    // What is written from the API description follows it.
    .filter((file) => !/\.spec\.ts$|^libs\/(?:testing|api-client)\//.test(file))
    .map((file) => join(root, file));
  const program = programWithUnknownWords(root, files);
  const tables: readonly string[] = kindNames.map((kind) => kinds[kind].table);
  const found = files.flatMap((file): readonly Found[] => {
    const source = program.getSourceFile(file);
    if (source === undefined) throw new Error(`The compiler does not know ${file}.`);
    const inFile = placesIn(source);
    // The compiler takes its time, and can refuse nothing where no word is named.
    if (inFile.length === 0 && !tables.includes(relative(root, file))) return [];
    const faults = program.getSemanticDiagnostics(source).map(({ start = 0 }) => start);
    const isRefused = (node: ts.Node) => faults.some((at) => at >= node.getStart() && at < node.end);
    const named = (node: ts.Node) => `${relative(root, file)} ${nameOf(node)}`;
    return [
      {
        places: inFile.map(({ kind, holder }) => ({ kind, where: named(holder), asked: isRefused(holder) })),
        refused: source.statements.filter(isRefused).map(named),
      },
    ];
  });
  return { places: found.flatMap(({ places }) => places), refused: found.flatMap(({ refused }) => refused) };
}

function programWithUnknownWords(root: string, files: readonly string[]): ts.Program {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.base.json'), (path) => ts.sys.readFile(path)) as {
    config: object;
  };
  const { options } = ts.parseJsonConfigFileContent({ ...config, files: [] }, ts.sys, root);
  const compilerOptions = {
    ...options,
    composite: false,
    incremental: false,
    declaration: false,
    declarationMap: false,
    noEmit: true,
  };
  const host = ts.createCompilerHost(compilerOptions);
  const asCommitted = host.readFile.bind(host);
  host.readFile = (name) => withUnknownWords(relative(root, name), asCommitted(name));
  return ts.createProgram(files, compilerOptions, host);
}

function withUnknownWords(file: string, text: string | undefined): string | undefined {
  return kindNames.reduce((changed, kind) => {
    const { table, before, more } = kinds[kind];
    if (file !== table || changed === undefined) return changed;
    if (!changed.includes(before)) throw new Error(`${table} has no table that begins with ${before}`);
    return changed.replace(before, `${before}${more}`);
  }, text);
}

interface Place {
  readonly kind: Kind;
  /** The statement or class member that contains it. */
  readonly holder: ts.Node;
}

function placesIn(source: ts.SourceFile): readonly Place[] {
  const places: Place[] = [];
  const visit = (node: ts.Node, holder: ts.Node): void => {
    for (const kind of kindNames) {
      const named = wordsAt(node).filter((word) => kinds[kind].words.has(word));
      if (new Set(named).size >= WORDS_MIN) places.push({ kind, holder });
    }
    ts.forEachChild(node, (child) => visit(child, ts.isClassElement(child) ? child : holder));
  };
  for (const statement of source.statements) visit(statement, statement);
  return places;
}

/** The words that a node names directly. */
function wordsAt(node: ts.Node): readonly string[] {
  if (ts.isObjectLiteralExpression(node) || ts.isTypeLiteralNode(node) || ts.isInterfaceDeclaration(node)) {
    const members: readonly ts.Node[] = ts.isObjectLiteralExpression(node) ? node.properties : node.members;
    return members.map((member) => textOf((member as ts.NamedDeclaration).name));
  }
  if (ts.isArrayLiteralExpression(node)) return node.elements.map(textOf);
  if (ts.isUnionTypeNode(node))
    return node.types.map((type) => (ts.isLiteralTypeNode(type) ? textOf(type.literal) : ''));
  if (ts.isCaseBlock(node))
    return node.clauses.map((clause) => (ts.isCaseClause(clause) ? textOf(clause.expression) : ''));
  return [];
}

function textOf(node: ts.Node | undefined): string {
  return node !== undefined && (ts.isStringLiteralLike(node) || ts.isIdentifier(node)) ? node.text : '';
}

function nameOf(holder: ts.Node): string {
  if (ts.isVariableStatement(holder)) return holder.declarationList.declarations[0]?.name.getText() ?? '';
  return (holder as ts.NamedDeclaration).name?.getText() ?? ts.SyntaxKind[holder.kind];
}
