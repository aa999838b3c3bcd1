const NODE_MAJOR_MIN = 26;

/** What is wrong with the Node.js that runs this, or undefined. An older one lacks `Temporal`, and the storage engine crashes it. */
export function nodeVersionFault(version: string = process.versions.node): string | undefined {
  if (Number(version.split('.')[0]) >= NODE_MAJOR_MIN) return undefined;
  return `Node.js ${version} runs this, and ${NODE_MAJOR_MIN} or later is needed. Start it with npm start, which brings its own.`;
}
