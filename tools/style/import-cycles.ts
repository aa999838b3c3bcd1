import { posix } from 'node:path';
import ts from 'typescript';

/** The run-time imports of each file, by paths from the root, without types: a cycle of types alone is harmless. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>;

/** The files that one file imports by relative paths, as TypeScript names them. */
export function loadedBy(path: string, text: string): readonly string[] {
  const { statements } = ts.createSourceFile(path, text, ts.ScriptTarget.Latest);
  return statements.flatMap((statement) => {
    const isLoaded = ts.isImportDeclaration(statement)
      ? !isTypeOnly(statement.importClause)
      : ts.isExportDeclaration(statement) && !statement.isTypeOnly;
    const { moduleSpecifier } = statement as ts.ImportDeclaration | ts.ExportDeclaration;
    if (!isLoaded || moduleSpecifier === undefined || !ts.isStringLiteral(moduleSpecifier)) return [];
    const { text: name } = moduleSpecifier;
    return name.startsWith('.') ? [posix.join(posix.dirname(path), name.replace(/\.js$/, '.ts'))] : [];
  });
}

/** The files of each cycle, in order of import; of cycles that share files, at least one. */
export function cyclesIn(graph: ImportGraph): readonly (readonly string[])[] {
  const done = new Set<string>();
  const cycles: (readonly string[])[] = [];
  const visit = (file: string, path: readonly string[]): void => {
    const at = path.indexOf(file);
    if (at >= 0) return void cycles.push(path.slice(at));
    if (done.has(file)) return;
    for (const next of graph.get(file) ?? []) visit(next, [...path, file]);
    done.add(file);
  };
  for (const file of graph.keys()) visit(file, []);
  return cycles;
}

function isTypeOnly(clause: ts.ImportClause | undefined): boolean {
  if (clause === undefined) return false;
  if (clause.isTypeOnly) return true;
  const { name, namedBindings } = clause;
  if (name !== undefined || namedBindings === undefined || !ts.isNamedImports(namedBindings)) return false;
  return namedBindings.elements.every(({ isTypeOnly: isType }) => isType);
}
